#!/usr/bin/env python3
"""Whether a document of HX/1 that is signed together with others is in the tree that is signed.

usage: leaf.py DOCUMENT.cms HEAD.cms CONTENT

Reads a document (type hx.12; PROTOCOL.md, "Documents signed together"), follows its path to the
root, and writes the SignedData of the tree head, for `openssl cms -verify`, and the document's
content. What has a signature of its own is written to HEAD.cms as it is, with its content beside
it. Needs nothing but Python 3.
"""
import hashlib
import sys

HX = "2.25.205490989391405256945992434830954676046"
KINDS = [HX + ".1", HX + ".2", HX + ".6"]
DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "1.2.156.10197.1.401": "sm3",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


def refuse(why):
    sys.exit("refused: " + why)


def elements(der):
    """The elements of DER, one after the other: tag, value, all octets."""
    found, at = [], 0
    while at < len(der):
        if at + 2 > len(der):
            refuse("not DER")
        start, tag, length, at = at, der[at], der[at + 1], at + 2
        if length >= 0x80:
            octets = length & 0x7F
            length = int.from_bytes(der[at:at + octets], "big")
            at += octets
        if at + length > len(der):
            refuse("not DER")
        found.append((tag, der[at:at + length], der[start:at + length]))
        at += length
    return found


def only(der, tags):
    """The values of the elements, which have just these tags."""
    found = elements(der)
    if [tag for tag, _, _ in found] != tags:
        refuse("not of its structure")
    return [value for _, value, _ in found]


def oid(value):
    numbers, number = [], 0
    for octet in value:
        number = number << 7 | octet & 0x7F
        if octet < 0x80:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first] + numbers[1:]))


def content_info(der):
    """Type, and what it holds."""
    (outer,) = only(der, [0x30])
    kind, explicit = only(outer, [0x06, 0xA0])
    (inner,) = only(explicit, [0x30])
    return oid(kind), inner


def signed_data(der):
    """Digest, type and content of SignedData, whose signature openssl verifies."""
    inside = content_info(der)[1]
    _, digests, encapsulated, _, _ = only(inside, [0x02, 0x31, 0x30, 0xA0, 0x31])
    (algorithm,) = only(digests, [0x30])
    (digest,) = only(algorithm, [0x06])
    kind, explicit = only(encapsulated, [0x06, 0xA0])
    (content,) = only(explicit, [0x04])
    return DIGESTS[oid(digest)], oid(kind), content


def write(name, octets):
    with open(name, "wb") as file:
        file.write(octets)


def leads(leaf, index, size, path, root):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    node, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if node % 2 or node == last:
            found = hashlib.sha256(b"\1" + beside + found).digest()
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + beside).digest()
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def main(document, head_file, content_file):
    with open(document, "rb") as file:
        octets = file.read()
    kind, inner = content_info(octets)
    if kind != HX + ".12":
        _, _, content = signed_data(octets)
        write(head_file, octets)
        write(content_file, content)
        print("has a signature of its own")
        return
    content, salt, index, hashes, _ = only(inner, [0x04, 0x04, 0x02, 0x04, 0x30])
    signed = elements(inner)[4][2]
    digest, head_type, head = signed_data(signed)
    if head_type != HX + ".11":
        refuse("what is signed is no tree head")
    lines = head.decode("ascii").split("\n")
    names = [line.split(" ")[0] for line in lines]
    if names != ["hutong-tree-1", "kind", "size", "root", ""]:
        refuse("what is signed is no tree head")
    kind, size, root = (line.split(" ")[1] for line in lines[1:4])
    if kind not in KINDS or not 2 <= int(size) <= 4096 or len(salt) != 16 or len(hashes) % 32:
        refuse("not of its structure")
    identity = hashlib.new(digest, content).digest()
    leaf = hashlib.sha256(b"\0" + salt + identity).digest()
    path = [hashes[at:at + 32] for at in range(0, len(hashes), 32)]
    if not leads(leaf, int.from_bytes(index, "big"), int(size), path, bytes.fromhex(root)):
        refuse("the path does not lead to the root")
    write(head_file, signed)
    write(content_file, content)
    print("of kind", kind, "in the tree with root", root)
    print(digest + ":" + identity.hex())


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

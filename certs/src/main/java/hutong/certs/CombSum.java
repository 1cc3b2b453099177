package hutong.certs;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointPreCompInfo;
import org.bouncycastle.math.ec.FixedPointUtil;
import org.bouncycastle.math.raw.Nat;

/**
 * The sum of two multiples of points that are used again and again, as verifying needs it: both
 * combs walked together over Bouncy Castle's tables (see its FixedPointCombMultiplier), so that
 * they share their doublings. Its time depends on the scalars: for public values alone.
 */
final class CombSum {

  /** a·p + b·q, not normalised. */
  static ECPoint of(ECPoint p, BigInteger a, ECPoint q, BigInteger b) {
    FixedPointPreCompInfo tableP = FixedPointUtil.precompute(p);
    FixedPointPreCompInfo tableQ = FixedPointUtil.precompute(q);
    int size = FixedPointUtil.getCombSize(p.getCurve());
    int width = tableP.getWidth();
    if (tableQ.getWidth() != width || a.bitLength() > size || b.bitLength() > size) {
      throw new IllegalStateException("combs of two sizes");
    }
    int columns = (size + width - 1) / width;
    int[] bitsA = Nat.fromBigInteger(columns * width, a);
    int[] bitsB = Nat.fromBigInteger(columns * width, b);
    ECLookupTable lookP = tableP.getLookupTable();
    ECLookupTable lookQ = tableQ.getLookupTable();
    ECPoint sum = p.getCurve().getInfinity();
    for (int column = columns - 1; column >= 0; column--) {
      sum = sum.twicePlus(lookP.lookupVar(index(bitsA, column, columns, width)));
      sum = sum.add(lookQ.lookupVar(index(bitsB, column, columns, width)));
    }
    return sum.add(tableP.getOffset()).add(tableQ.getOffset());
  }

  private static int index(int[] bits, int column, int columns, int width) {
    int index = 0;
    for (int row = width - 1; row >= 0; row--) {
      int at = row * columns + column;
      index = index << 1 | (bits[at >>> 5] >>> (at & 31) & 1);
    }
    return index;
  }

  private CombSum() {}
}

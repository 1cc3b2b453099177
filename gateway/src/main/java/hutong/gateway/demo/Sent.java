package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.util.UUID;

/**
 * What a submitting client notes of a record that its node took over.
 *
 * @param at the desk where it is to arrive; null if it is to be parked, or answers a question
 * @param answers the question it answers; null if none
 */
record Sent(UUID id, String type, Desk from, Region to, Desk at, UUID answers, Fate fate) {}

-- How much of one cause, and of one member, there is already: asked before more is kept.
CREATE INDEX alarm_cause ON alarm (code, partner, raised);
CREATE INDEX quarantine_from ON quarantine (claimed_from, key);

-- What each local system has under way.
CREATE INDEX transfer_under_way ON transfer (system)
  WHERE outbound = 1 AND state IN
    ('SUBMITTED', 'SENT', 'WAITING_RETRY', 'HELD', 'AWAITING_ADDRESS', 'SET_ASIDE');

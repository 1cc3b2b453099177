-- How far each local system has been told on its own queue what became of its records.
CREATE TABLE queue_told (system TEXT PRIMARY KEY, number BIGINT NOT NULL);

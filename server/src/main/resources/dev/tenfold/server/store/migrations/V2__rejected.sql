-- Rejected ink can be corrected too: what the network would have seen, as in digit; null in readings
-- that are older.
alter table rejected add column glyph bytea;

-- A person's word: '0' to '9', or 'none'; null before it is given.
alter table rejected add column label varchar(4);

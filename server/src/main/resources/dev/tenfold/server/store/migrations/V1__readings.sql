-- One page that was read. The picture itself is not kept.
create table reading (
    id bigint generated always as identity primary key,
    created timestamp with time zone not null,
    file varchar(255) not null,
    page integer not null,
    model varchar(255) not null,
    milliseconds double precision not null
);

-- One digit of it: what the network saw and said, and what a person said afterwards.
create table digit (
    reading bigint not null references reading (id) on delete cascade,
    line integer not null,
    place integer not null,
    x integer not null,
    y integer not null,
    width integer not null,
    height integer not null,
    confidence double precision not null,
    -- Eleven doubles, big-endian: of the digits 0 to 9, and of none.
    probabilities bytea not null,
    -- 784 bytes as the MNIST files hold them: 0 is paper, 255 is ink.
    glyph bytea not null,
    -- A person's word: '0' to '9', or 'none'; null before it is given.
    label varchar(4),
    primary key (reading, line, place)
);

create index digit_by_label_and_confidence on digit (label, confidence);

create table rejected (
    reading bigint not null references reading (id) on delete cascade,
    place integer not null,
    x integer not null,
    y integer not null,
    width integer not null,
    height integer not null,
    reason varchar(255) not null,
    primary key (reading, place)
);

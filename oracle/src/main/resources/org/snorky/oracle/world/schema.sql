create sequence item_ids;

create table item (
    id bigint primary key,
    version bigint not null,
    list integer not null,
    title text,
    state text,
    price numeric(10, 2),
    done boolean not null,
    owner_name text,
    owner_level integer
);

create table note (
    id bigint primary key,
    list integer not null,
    title text,
    state text,
    price numeric(10, 2),
    done boolean not null,
    owner_name text,
    owner_level integer
);

-- Whose a grant is and for which server, sealed: so that whoever runs the gate can see what was granted.

-- None for what is no grant, and for grants that were given before this: they get one when they are next renewed.
alter table gatehouse.tool_grant add column label bytea check (length(label) > 28);

-- A visit is booked at a price that was told, unless a business wants it otherwise. Until now no row said so on purpose.
alter table booking_policies alter column requires_quote set default true;
update booking_policies set requires_quote = true;

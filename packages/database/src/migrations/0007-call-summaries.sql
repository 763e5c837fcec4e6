-- What a call came to, in sentences that code writes from its rows; and what the agent had to say of it, apart.
alter table calls
  add column summary text,
  add column agent_note text;

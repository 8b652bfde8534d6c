-- BOUND: a contract held the need, so it could not be withdrawn. Kept, so that the office is told and answers: it waits until it has.
-- refusal: what was answered, the problem's code and then each word of its sentence on a line of its own.
alter table need_withdrawal add column refusal text;
alter table need_withdrawal drop constraint need_withdrawal_outcome_check;
alter table need_withdrawal add constraint need_withdrawal_outcome_check
    check (outcome in ('DONE', 'GRANTED', 'REFUSED', 'LAPSED', 'BOUND'));
alter table need_withdrawal drop constraint need_withdrawal_answered;
alter table need_withdrawal add constraint need_withdrawal_answered
    check (outcome is not distinct from 'BOUND' or (outcome is null) = (answered_at is null));
alter table need_withdrawal add constraint need_withdrawal_bound check ((outcome is not distinct from 'BOUND') = (refusal is not null));
-- Who asks again while nobody has answered has been heard already.
create unique index need_withdrawal_one_bound on need_withdrawal (need_id) where outcome = 'BOUND' and answered_at is null;

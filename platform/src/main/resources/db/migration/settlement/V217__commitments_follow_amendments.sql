-- A contract that loses or takes on fields needs less or more of what a fund keeps for it.
grant update (wanted_fen, amount_fen) on fund_commitment to siji_app;

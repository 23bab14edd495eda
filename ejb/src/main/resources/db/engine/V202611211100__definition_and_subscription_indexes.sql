-- Tenants give the same names to their definitions, messages and topics: what looks one up by its name alone, as code written for one tenant does, must not read past the
-- other tenants' rows of that name. The collation is the policies', see R__rls.sql.
create index act_idx_procdef_rls_key on act_re_procdef (key_, tenant_id_ collate "C");
create index act_idx_dec_def_rls_key on act_re_decision_def (key_, tenant_id_ collate "C");
create index act_idx_dec_req_def_rls_key on act_re_decision_req_def (key_, tenant_id_ collate "C");
create index act_idx_case_def_rls_key on act_re_case_def (key_, tenant_id_ collate "C");
create index act_idx_camformdef_rls_key on act_re_camformdef (key_, tenant_id_ collate "C");
create index act_idx_event_subscr_rls_name on act_ru_event_subscr (event_name_, tenant_id_ collate "C");
create index act_idx_ext_task_rls_topic on act_ru_ext_task (topic_name_, tenant_id_ collate "C");

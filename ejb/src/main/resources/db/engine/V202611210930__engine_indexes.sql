-- Indexes that the engine's own scripts lack.

-- Every completion of a task looks for its sub-tasks.
create index act_idx_task_parent on act_ru_task (parent_task_id_);

-- What is listed per tenant without another condition. The collation is the policies', see R__rls.sql: these indexes serve them, the engine's own on
-- TENANT_ID_ serve queries that name the tenant.
create index act_idx_hi_pro_inst_rls_start on act_hi_procinst (tenant_id_ collate "C", start_time_);
create index act_idx_task_rls_create on act_ru_task (tenant_id_ collate "C", create_time_);
create index act_idx_exec_rls_instance on act_ru_execution (tenant_id_ collate "C") where parent_id_ is null;

-- The due jobs of a tenant, for fair acquisition.
create index act_idx_job_tenant_due on act_ru_job (tenant_id_, duedate_) where retries_ > 0 and suspension_state_ = 1;

-- Counting, moving and erasing a tenant asks for it in every table.
create index act_idx_bytearray_tenant_id on act_ge_bytearray (tenant_id_);
create index act_idx_hi_attachment_tenant_id on act_hi_attachment (tenant_id_);
create index act_idx_hi_batch_tenant_id on act_hi_batch (tenant_id_);
create index act_idx_hi_comment_tenant_id on act_hi_comment (tenant_id_);
create index act_idx_hi_dec_in_tenant_id on act_hi_dec_in (tenant_id_);
create index act_idx_hi_dec_out_tenant_id on act_hi_dec_out (tenant_id_);
create index act_idx_hi_op_log_tenant_id on act_hi_op_log (tenant_id_);
create index act_idx_camformdef_tenant_id on act_re_camformdef (tenant_id_);
create index act_idx_batch_tenant_id on act_ru_batch (tenant_id_);
create index act_idx_case_sentry_tenant_id on act_ru_case_sentry_part (tenant_id_);
create index act_idx_identitylink_tenant_id on act_ru_identitylink (tenant_id_);

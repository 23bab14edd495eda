-- Indexes that the engine's own scripts lack.

-- Every completion of a task looks for its sub-tasks.
create index act_idx_task_parent on act_ru_task (parent_task_id_);

-- The newest instances of a tenant.
create index act_idx_hi_pro_inst_tenant_start on act_hi_procinst (tenant_id_, start_time_);

-- The due jobs of a tenant, for fair acquisition.
create index act_idx_job_tenant_due on act_ru_job (tenant_id_, duedate_) where retries_ > 0 and suspension_state_ = 1;

-- The policies ask for the tenant in every table.
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

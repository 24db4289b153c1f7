-- The tables of the contract. A name after a dollar sign stands for the generated CHECK lists.
-- No foreign keys and no primary keys: keys and references are proven by query at each build.

CREATE SCHEMA reference;
CREATE SCHEMA audit;

CREATE TABLE main.region (
    adcode VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    admin_level VARCHAR NOT NULL,
    parent_adcode VARCHAR$main_region
);

CREATE TABLE main.document (
    document_id VARCHAR NOT NULL,
    series VARCHAR NOT NULL,
    region_adcode VARCHAR NOT NULL,
    document_type VARCHAR NOT NULL,
    title VARCHAR,
    issuers VARCHAR[],
    document_number VARCHAR,
    issued_on DATE,
    year INTEGER,
    batch INTEGER,
    is_trial BOOLEAN NOT NULL,
    is_guidance BOOLEAN NOT NULL,
    missing_parts VARCHAR[] NOT NULL,
    supplements VARCHAR,
    supersedes VARCHAR,
    superseded_by VARCHAR,
    year_estimated INTEGER,
    year_evidence VARCHAR,
    valid_from DATE,
    valid_until DATE,
    file_name VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    pages INTEGER,
    source_url VARCHAR,
    retrieved_on DATE,
    review_status VARCHAR NOT NULL,
    extractor VARCHAR NOT NULL,
    pipeline_version VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    stage_key VARCHAR$main_document
);

CREATE TABLE main.catalog (
    catalog_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    list_key VARCHAR NOT NULL,
    heading VARCHAR,
    title VARCHAR,
    kind VARCHAR NOT NULL,
    region_adcode VARCHAR NOT NULL,
    year INTEGER,
    is_overlay BOOLEAN NOT NULL,
    covers_work_types BOOLEAN,
    amounts_in VARCHAR NOT NULL,
    code_edition_stated VARCHAR,
    entry_count INTEGER NOT NULL$main_catalog
);

CREATE TABLE main.catalog_entry (
    entry_id VARCHAR NOT NULL,
    entry_key VARCHAR NOT NULL,
    catalog_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    section VARCHAR,
    serial_printed INTEGER,
    entry_kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_printed VARCHAR,
    work_types VARCHAR[],
    code VARCHAR,
    code_printed VARCHAR,
    code_kind VARCHAR,
    code_edition_printed VARCHAR,
    is_green BOOLEAN,
    is_digital BOOLEAN,
    marks VARCHAR[] NOT NULL,
    is_shortage BOOLEAN,
    shortage_degree VARCHAR,
    is_job_matched BOOLEAN,
    subsidy_class VARCHAR,
    subsidy_class_printed VARCHAR,
    certificate_type VARCHAR,
    certificate_printed VARCHAR,
    industry VARCHAR,
    industry_printed VARCHAR,
    initiatives VARCHAR[],
    initiatives_printed VARCHAR,
    occupation_code VARCHAR,
    occupation_match VARCHAR,
    occupation_candidates VARCHAR[],
    other MAP(VARCHAR, VARCHAR) NOT NULL,
    row_no INTEGER NOT NULL,
    inherited_columns VARCHAR[] NOT NULL$main_catalog_entry
);

CREATE TABLE main.subsidy_rate (
    rate_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    catalog_id VARCHAR,
    entry_id VARCHAR,
    row_no INTEGER NOT NULL,
    row_no_end INTEGER,
    purpose VARCHAR NOT NULL,
    subsidy_kinds VARCHAR[] NOT NULL,
    item VARCHAR,
    certificate_type VARCHAR,
    certificate_printed VARCHAR,
    subsidy_class VARCHAR,
    skill_level TINYINT,
    skill_level_printed VARCHAR,
    amount_yuan DECIMAL(10,2),
    amount_rule VARCHAR NOT NULL,
    amount_low DECIMAL(10,2),
    amount_high DECIMAL(10,2),
    unit VARCHAR NOT NULL,
    included_in VARCHAR,
    condition_printed VARCHAR,
    amount_printed VARCHAR NOT NULL$main_subsidy_rate
);

CREATE TABLE main.class_hours (
    hours_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    catalog_id VARCHAR,
    row_no INTEGER NOT NULL,
    certificate_type VARCHAR,
    subsidy_class VARCHAR,
    skill_level TINYINT,
    class_hours_min INTEGER NOT NULL,
    practice_share_min DECIMAL(4,3),
    minutes_per_class_hour INTEGER,
    text_printed VARCHAR NOT NULL$main_class_hours
);

CREATE TABLE main.entry_rate (
    document_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    subsidy_class VARCHAR,
    rate_id VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    is_shortage BOOLEAN,
    is_repeated BOOLEAN NOT NULL$main_entry_rate
);

CREATE TABLE main.entry_pair (
    series VARCHAR NOT NULL,
    later VARCHAR NOT NULL,
    list_key VARCHAR NOT NULL,
    now_id VARCHAR,
    before_id VARCHAR$main_entry_pair
);

CREATE TABLE main.document_part (
    document_id VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    pages INTEGER$main_document_part
);

CREATE TABLE main.provision (
    provision_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    catalog_id VARCHAR,
    region_adcode VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    subject VARCHAR,
    value_min DECIMAL(12,3),
    value_max DECIMAL(12,3),
    unit VARCHAR,
    value_date DATE,
    text_printed VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    row_no_end INTEGER NOT NULL$main_provision
);

CREATE TABLE main.legend (
    legend_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    catalog_id VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    heading VARCHAR,
    symbol VARCHAR NOT NULL,
    meaning VARCHAR,
    text_printed VARCHAR,
    row_no INTEGER NOT NULL$main_legend
);

CREATE TABLE main.cited_document (
    citation_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    title VARCHAR,
    document_number VARCHAR,
    text_printed VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    row_no_end INTEGER NOT NULL$main_cited_document
);

CREATE TABLE main.how_to (
    n INTEGER NOT NULL,
    question_zh VARCHAR NOT NULL,
    question_en VARCHAR NOT NULL,
    sql VARCHAR NOT NULL,
    expected VARCHAR NOT NULL,
    trap_zh VARCHAR,
    trap_en VARCHAR$main_how_to
);

CREATE TABLE reference.occupation (
    edition VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    tier TINYINT NOT NULL,
    parent_code VARCHAR,
    is_green BOOLEAN,
    is_digital BOOLEAN,
    status VARCHAR NOT NULL$reference_occupation
);

CREATE TABLE reference.work_type (
    edition VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    occupation_code VARCHAR NOT NULL,
    is_attested BOOLEAN NOT NULL,
    evidence VARCHAR NOT NULL$reference_work_type
);

CREATE TABLE reference.occupation_crosswalk (
    code_from VARCHAR,
    name_from VARCHAR,
    edition_from VARCHAR NOT NULL,
    code_2022 VARCHAR NOT NULL,
    name_2022 VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL$reference_occupation_crosswalk
);

CREATE TABLE reference.vocabulary (
    table_name VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    label_zh VARCHAR NOT NULL,
    label_en VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    definition_zh VARCHAR NOT NULL$reference_vocabulary
);

CREATE TABLE audit.build_info (
    schema_version VARCHAR NOT NULL,
    pipeline_version VARCHAR NOT NULL,
    built_at TIMESTAMP NOT NULL,
    license VARCHAR NOT NULL,
    citation VARCHAR NOT NULL,
    start_here VARCHAR NOT NULL$audit_build_info
);

CREATE TABLE audit.run (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP NOT NULL,
    outcome VARCHAR NOT NULL,
    documents INTEGER NOT NULL,
    rows_printed INTEGER NOT NULL,
    rows_loaded INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    pipeline_version VARCHAR NOT NULL$audit_run
);

CREATE TABLE audit.run_change (
    run_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    entries_added INTEGER NOT NULL,
    entries_removed INTEGER NOT NULL,
    entries_changed INTEGER NOT NULL,
    rates_added INTEGER NOT NULL,
    rates_removed INTEGER NOT NULL,
    rates_changed INTEGER NOT NULL,
    by_program BOOLEAN NOT NULL$audit_run_change
);

CREATE TABLE audit.source_file (
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR,
    status VARCHAR NOT NULL,
    reason VARCHAR$audit_source_file
);

CREATE TABLE audit.source_row (
    document_id VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    part INTEGER,
    paragraph_no INTEGER,
    page INTEGER,
    table_no INTEGER,
    table_row INTEGER,
    line_start INTEGER,
    line_end INTEGER,
    cells VARCHAR[] NOT NULL,
    role VARCHAR NOT NULL,
    entry_id VARCHAR,
    rate_ids VARCHAR[] NOT NULL$audit_source_row
);

CREATE TABLE audit.rejected_row (
    document_id VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    model VARCHAR NOT NULL,
    reasons VARCHAR[] NOT NULL,
    cells VARCHAR[] NOT NULL$audit_rejected_row
);

CREATE TABLE audit.finding (
    finding_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    catalog_id VARCHAR,
    entry_id VARCHAR,
    row_no INTEGER,
    rule VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    message_zh VARCHAR,
    printed VARCHAR,
    value VARCHAR$audit_finding
);

CREATE TABLE audit.correction (
    document_id VARCHAR NOT NULL,
    locator VARCHAR NOT NULL,
    "column" VARCHAR NOT NULL,
    printed VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    evidence VARCHAR$audit_correction
);

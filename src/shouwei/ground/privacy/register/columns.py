"""Every column that can hold text, a file or a reference to a person, and what kind of entry it is.

One line a model and kind: ``model KIND column column``. Columns whose values come from a fixed list need no line; those of a person
that say something about the person have one all the same.
"""

from __future__ import annotations

from shouwei.ground.privacy.register.kinds import KINDS, Entry

TABLE = """
people.user                 ACCOUNT  username
people.user                 NAME     name name_pinyin
people.user                 CONTACT  email
people.user                 PROOF    password
people.identity             POST     user
people.identity             OFFICE   granted_by
people.delegation           POST     identity delegate
people.delegation           WORDS    reason
people.handover             POST     identity successor made_by
people.handover             WORDS    reason lines
people.signinway            CODE     slug label server_url client_id
people.signinway            KEY      secret
people.outsideaccount       PROOF    user way digest label
people.secondfactor         PROOF    user secret
people.recoverycode         PROOF    user digest
people.entrycode            PROOF    user digest
people.entrycode            OFFICE   made_by
people.knowndevice          DEVICE   user
people.knowndevice          PROOF    digest
people.tries                SYSTEM   key
people.session              DEVICE   user device address way
people.session              SYSTEM   session_key session_data

audit.event                 OFFICE   by
audit.event                 TRAIL    by_label on_label why changes
audit.event                 SYSTEM   what on_type about_type
audit.chainlink             SYSTEM   words hash
audit.head                  SYSTEM   hash fault
audit.version               HISTORY  before
audit.version               SYSTEM   table
audit.look                  OFFICE   by
audit.look                  LOOK     by_label person what why
audit.look                  SYSTEM   on_type

calendar.holiday            CODE     name source
calendar.schedule           CODE     job
calendar.schedule           SYSTEM   said
policies.version            CODE     name value
policies.version            WORDS    why
policies.version            OFFICE   set_by
exports.export              CODE     listing title
exports.export              WORDS    reason decision
exports.export              OFFICE   asked_by decided_by
exports.export              SYSTEM   filter filters sha256 said
exports.exportfile          UPLOAD   content
privacy.cleaning            SYSTEM   sweep
privacy.cleaning            OFFICE   held_by
privacy.cleaning            WORDS    held_because
privacy.datarequest         REQUEST  user student kind words answer
privacy.datarequest         OFFICE   noted_by taken_by answered_by
operations.run              CODE     what
operations.run              WORDS    note
operations.run              OFFICE   asked_by
operations.restorerequest   CODE     what
operations.restorerequest   SYSTEM   seal
operations.restorerequest   WORDS    reason note
operations.restorerequest   OFFICE   asked_by decided_by
operations.restorerequest   TRAIL    asked_label decided_label
documents.storedfile        UPLOAD   name
documents.storedfile        OFFICE   uploaded_by
documents.storedfile        SYSTEM   sha256 media_type
documents.edition           WORDS    why
documents.edition           OFFICE   replaced_by
documents.damage            SYSTEM   sha256
documents.snapshot          CODE     kind title
documents.snapshot          WORDS    content
documents.snapshot          OFFICE   taken_by
documents.snapshot          SYSTEM   sha256
notices.notice              OWN      to text
notices.notice              SYSTEM   url key kind
notices.preference          OWN      user
notices.preference          CONTACT  phone
notices.choice              OWN      user
notices.choice              CODE     kind
notices.kindrule            CODE     kind
notices.kindrule            WORDS    why
notices.kindrule            OFFICE   set_by
notices.channel             CODE     name
notices.channel             KEY      address secret kinds
notices.channel             OFFICE   made_by
notices.dispatch            OWN      user
notices.dispatch            SYSTEM   kind key said
links.link                  RECIPIENT recipient subject device
links.link                  CODE     purpose
links.link                  OFFICE   issued_by
links.wrongcode             SYSTEM   address
imports.import              UPLOAD   file_name
imports.import              OFFICE   uploaded_by
imports.import              CODE     noun title
imports.import              SYSTEM   sha256 summary said
imports.importfile          UPLOAD   content
imports.importtrace         HISTORY  before
imports.importtrace         SYSTEM   fates
imports.importprogress      SYSTEM   phase
catalogues.edition          CODE     name source note checksum counts differences notes problems
catalogues.edition          OFFICE   imported_by
catalogues.code             CODE     code name level parent mark spelled
catalogues.mapping          CODE     old new source
catalogues.regionchange     CODE     kind old old_name new new_name

organisations.organisation  ORGAN    name short_name name_pinyin
organisations.organisation  ORGAN    region_code national_code credit_code industry_code
organisations.contact       LIAISON  name phone email
organisations.contact       ORGAN    post
organisations.fact          ORGAN    text source
organisations.formername    ORGAN    name short_name source
organisations.merger        ORGAN    source moved
organisations.membership    ORGAN    source

learners.student            PUPIL    student_no name name_pinyin sex born_on home_county source class_name
learners.student            PUPIL_ID id_number id_number_index roll_no roll_no_index
learners.student            PUPIL_CONTACT phone phone_index
learners.student            CODE     specialty_code specialty_name catalogue_edition direction
learners.rollchange         PUPIL    student before after reason
learners.rollchange         OFFICE   recorded_by
learners.rollcount          CODE     level specialty_code specialty_name source state

programmes.leadindustry     CODE     name source
programmes.segment          CODE     name
programmes.category         CODE     name source
programmes.categorymapping  CODE     note
programmes.programme        CODE     specialty_code specialty_name catalogue_edition direction
programmes.programmeyear    CODE     source
programmes.programmechange  CODE     before after source
programmes.programmechange  OFFICE   recorded_by
programmes.crosswalk        CODE     specialty_code specialty_name occupation_code occupation_name evidence
programmes.crosswalk        OFFICE   proposed_by reviewed_by
programmes.crosswalk        WORDS    review_note
programmes.partner          CODE     source
programmes.partner          OFFICE   mentor
programmes.partnerask       CODE     sent_by_way
programmes.partnerask       OFFICE   contact contact_post asked_by replied_by
programmes.partnerask       WORDS    note reply

employment.destination      DESTINATION student employer_name employer_code workplace_county registered_county post code
employment.destination      DESTINATION sector settlement region contract_length pay_band found_by study_way
employment.destination      CODE     specialty_code code_edition employer_kind employer_industry secondary_edition
employment.destination      OFFICE   written_by
admissions.intake           CODE     specialty_code specialty_name
admissions.intake           OFFICE   written_by
admissions.baseline         CODE     source
admissions.baseline         OFFICE   written_by
employment.confirmation     OWN_WORD note
employment.employerask      CODE     employer_code sent_by_way
employment.employerask      OFFICE   contact contact_post asked_by
employment.employeranswer   DESTINATION note post answer
employment.question         CODE     rule
employment.question         DESTINATION subject text reply
employment.question         OFFICE   replied_by settled_by
employment.correction       DESTINATION changes reason
employment.correction       OFFICE   corrected_by
employment.sample           CODE     title
employment.sample           SYSTEM   seed_hash list_hash seed
employment.sample           CODE     strata outcome
employment.samplelist       DESTINATION roster
employment.samplelist       SYSTEM   salt
employment.sample           OFFICE   committed_by
employment.drawn            OWN_WORD note
employment.drawn            OFFICE   found_by
employment.proof            DESTINATION note void_reason picture seal wording
employment.proof            OFFICE   given_by
employment.home             CODE     city
employment.destinationcount CODE     level stem workplace registered
employment.standingcount    CODE     level stem workplace registered
employment.outcomecount     CODE     level specialty_code outcome place

indicators.definition       CODE     code name spec population cut_off source owner caveat unit
indicators.definition       WORDS    why paper
indicators.definition       OFFICE   written_by approved_by
indicators.adoption         CODE     paper
indicators.adoption         OFFICE   adopted_by
indicators.goal             CODE     source steps
indicators.goal             OFFICE   written_by
indicators.report           WORDS    why
indicators.report           OFFICE   made_by
indicators.round            CODE     title span
indicators.round            OFFICE   opened_by locked_by
indicators.filing           CODE     lines
indicators.filing           WORDS    why opinion
indicators.filing           OFFICE   handed_in_by decided_by
indicators.tally            CODE     level part basis place
indicators.pending          CODE     level part basis place
indicators.kept             CODE     kind level numbers
indicators.edition          CODE     state specs late told
indicators.stale            CODE     kind

planning.plan               CODE     title document_number issuer adopted_by
planning.plan               WORDS    obligations close_reason
planning.planimport         CODE     name
planning.planimport         UPLOAD   as_read draft
planning.planimport         OFFICE   uploaded_by
planning.planversion        CODE     document_number adopted_by
planning.planversion        UPLOAD   draft as_read
planning.planversion        WORDS    note
planning.planversion        OFFICE   published_by
planning.target             CODE     name unit comparator by printed
planning.area               CODE     title body_title
planning.task               CODE     indicator printed_number text table_text implementers_printed deadline_printed trigger
planning.task               WORDS    note remark stop_reason
planning.duty               OFFICE   owner
planning.duty               WORDS    stop_reason
planning.annualgoal         WORDS    text review
planning.annualgoal         OFFICE   set_by
planning.extension          WORDS    reason answer
planning.extension          OFFICE   asked_by decided_by
planning.completion         WORDS    summary answer
planning.completion         OFFICE   asked_by decided_by
planning.progressreport     WORDS    text difficulties support_wanted return_reason
planning.progressreport     OFFICE   written_by approved_by judged_by
planning.difficulty         WORDS    text support_wanted answer
planning.difficulty         OFFICE   answered_by
planning.supervisionnotice  CODE     occasion number
planning.supervisionnotice  WORDS    reason demand reply
planning.supervisionnotice  OFFICE   sent_by signed_by
planning.evidence           OFFICE   attached_by withdrawn_by
planning.evidence           WORDS    withdraw_reason
planning.meeting            CODE     period_label place
planning.meeting            WORDS    chair attendance minutes
planning.agendaitem         WORDS    subject why outcome
planning.decision           WORDS    text owner result
planning.bulletin           CODE     title
planning.bulletin           WORDS    opening demands
planning.bulletin           OFFICE   drafted_by
planning.numbering          CODE     series
planning.workprogramme      WORDS    text return_reason rows
planning.workprogramme      OFFICE   submitted_by saved_by
planning.programmedraft     WORDS    text rows
planning.programmedraft     OFFICE   by
planning.programmepart      WORDS    text return_reason rows
planning.programmepart      OFFICE   by
planning.measure            WORDS    text owner deliverable evidence_rule

interfaces.token            POST     identity
interfaces.token            CODE     name
interfaces.token            KEY      digest beginning scopes
interfaces.answer           SYSTEM   key request body
interfaces.subscription     OFFICE   identity
interfaces.subscription     CODE     name url kinds stop_reason
interfaces.subscription     KEY      secret
interfaces.delivery         SYSTEM   message payload said
interfaces.feed             POST     identity
interfaces.feed             CODE     name
interfaces.feed             KEY      digest secret
"""


def _read(table: str) -> dict[tuple[str, str], Entry]:
    """Raises ``ValueError`` for an unknown kind or a column named twice."""
    found: dict[tuple[str, str], Entry] = {}
    for line in filter(None, map(str.strip, table.splitlines())):
        model, kind, *columns = line.split()
        if kind not in KINDS:
            raise ValueError(f"register: {model} has an unknown kind {kind}")
        for column in columns:
            if (model, column) in found:
                raise ValueError(f"register: {model}.{column} stands twice")
            found[model, column] = Entry(model, column, kind)
    return found


REGISTER = _read(TABLE)
"""(model label, column) → its entry, in the order of the table."""

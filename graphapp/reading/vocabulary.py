"""Words of English local government and of people's names: what tells a post from a person in a lead cell.

General lists only: no council, paper or officer is named here. Forenames and surnames come from the
MIT-licensed package `names` (1990 US census), with forenames common in Britain and Ireland that it lacks.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files

# Nouns that make a job title; their plurals are found by singular().
ROLES = frozenset(
    """accountant administrator adviser advisor advocate ambassador analyst assistant auditor caseworker
    chair chairman chairperson chairwoman champion chief clerk clinician commander commissioner
    constable consultant controller convener convenor coordinator councillor counsel counsellor
    custodian deputy developer director doctor editor educator engineer facilitator governor head
    headteacher holder inspector instructor investigator keyworker lawyer lead leader liaison librarian manager
    matron mayor member mentor midwife moderator nurse officer operator organiser owner paediatrician
    partner pediatrician physician planner practitioner president principal producer professional
    professor programmer psychiatrist psychologist psychotherapist registrar representative reviewer
    scientist secretary sergeant solicitor specialist sponsor strategist superintendent supervisor
    surveyor teacher technician therapist trainer treasurer trustee visitor warden worker""".split()
)
# Titles written as letters; each stands for a whole post.
ROLE_ACRONYMS = frozenset(
    """ad ado ads aht aso atm ceo cex cfo cio coo cpc cswo dass dco dcs dd ddass ddcs ddph dht dmo dph dsl gm
    hos hosh ht iro iros lado lados mo psw psws qsw senco sencos sm sms sro ssm ssw sw swa swm tm tms vsh""".split()
)
# Roles that take a subject after them, with or without "of": they open a post wherever they stand.
HEADISH = frozenset("chair chairman chairperson chairwoman chief director head leader".split())
HEADISH_ACRONYMS = frozenset("ad dd gm hos sm ssm tm".split())
# Words before a role that belong to it and begin it.
STRONG_MODIFIERS = frozenset(
    """acting advanced all assistant associate cabinet chief clinical co consultant corporate county deputy
    designated detective divisional elected executive independent interim joint lead managing named
    principal senior specialist statutory strategic temporary vice virtual""".split()
)
# Words before a role that belong to it but may as well end the subject before it.
WEAK_MODIFIERS = frozenset(
    """area borough business case commissioning contracts delivery development district duty engagement
    group improvement locality operational operations participation performance practice programme
    project quality regional reviewing service services social team unit young""".split()
)
# Only a plural takes these: "Locality Heads of ..." is one title, "East Locality Chair of ..." is not.
PLURAL_MODIFIERS = frozenset("area district locality service team".split())
# A role before one of these only describes it: "Designated Nurses Forum".
BODY_NOUNS = frozenset(
    """academy agency alliance association board cabinet collaborative college committee consortium council
    federation forum group meeting network panel partnership programme team training trust union""".split()
)
# Kinds of team inside a council; alone or in a list they are a team, which reads as a post.
SERVICE_NOUNS = frozenset(
    """department directorate division group hub locality office section service services team teams
    unit""".split()
)

# A team is named for whom it serves or trains: "Governor Services", "Social Worker Development".
SERVED = frozenset(
    "councillor councillors governor governors member members practitioner teacher teachers worker workers".split()
)
SUPPORTS = frozenset("development recruitment relations retention service services support training".split())

# Subjects and places of council work; none of them begins a name.
DEPARTMENT = frozenset(
    """abuse academies academy access accommodation accountability accountable administration admission
    adolescent adoption adult advocacy affairs after agencies agency alcohol all alliance alternative
    analytics antenatal apprenticeships archives area areas arts assessment asset assets assisted
    assurance asylum attainment attendance audit authorities authority autism autistic awareness babies
    baby behaviour benefit best board boards borough brief brokerage budget business cabinet camhs
    capital care cared carer casework central centre change charity child childcare childhood children
    cic cin city cla claims clinical cluster clusters coast coastal cohesion colleague colleagues
    college colleges commission commissioners commissioning committee communication community complaint
    complex compliance conference connect constabulary consultation contact contextual continuing
    contract corporate council councils county court cp crime criminal cs csc cse culture custody
    customer cyp da data debt delivery demand democratic dental department design development digital
    directorate disability disabled disadvantage disorder district diversity divisional domestic door
    drug duty dv dwp early east eastern economic economy ed edge education educational effectiveness
    efficiency eh ehc ehcp elderly elections elective electoral emergency emotional employer employment
    endorsement engagement environment equalities equality equity estate evaluation evidence excellence
    exclusion executive experienced exploitation external extremism ey facilities fairness family
    fathers fe feedback finance financial fire first forum foster fostering foundation framework fraud
    front further gangs gateway governance greater group groups growth he health healthcare healthy
    hearing help heritage hidden higher highways home homeless homelessness hospital housing hr hss hub
    hubs human ict immunisation impairment improvement inclusion independence independent induction
    inequalities inequality infant information infrastructure inner innovation insight inspection
    insurance intake integrated integration intelligence intensive internal intervention involvement it
    joint journey justice key kinship la lac language law learner learning leaver leavers leaving legal
    leisure level levels library licensing lifelong line local localities locality lodging lodgings
    looked lower lscb mainstream maintenance management marketing mash maternity measure member members
    mental metropolitan mh mid midland migrant missing mobility monitoring mothers multi-agency museum
    national need needs neglect neighbourhood network neurodiversity nhs north northern nurseries
    nursery nursing nutrition obesity occupational od offending offer office older operation operational
    opportunities opportunity organisation organisations outcomes outer outreach overview palliative
    panel panels parent parental parenting parents parish parks participation partner partners
    partnership partnerships pathway pay payroll pensions people performance perinatal permanence
    permanency personal personnel ph physical place placement plan planned planning plans point police policy
    population portage portfolio post poverty pr practice pre-school prevent preventative prevention primary
    prison private probation process procurement programme project property protection provider
    providers provision psychology public pupil purchasing qa quality radicalisation recovery
    recruitment referral reform regeneration region regional registration regulated regulation
    reintegration relations relationship remand research residential resilience resources respite
    response responsible restorative retention reunification revenue review reviewing reviews right
    rights risk rural safe safeguarding safer safety school schools screening scrutiny secondary section
    sector select sen send sensory separated service services settings sex sexual short single skills
    slavery smoking social south southern special specialist speech sport sports staff stage standard
    standards statutory strategic strategy streets strength strengths substance sufficiency supervision
    support supported survey sustainability sw system systems talent teaching team teams technology
    territory therapies therapy thriving time times tobacco toddler town trafficking training transfer
    transformation transition transport travel treasury treatment triage troubled trust uasc
    unaccompanied unitary units universal university upper urban use vaccination value victim violence
    virtual visiting visual voice voluntary volunteer vulnerable ward waste weight welfare well-being
    wellbeing west western whole widening wider women work workforce working workstream yos yot young
    youth yp""".split()
)
# Words of sentences, dates and ratings, which stand in the same tables.
SENTENCE_WORDS = frozenset(
    """action and annual are blue complete completed date december february green how is it january july
    march month monthly not november objective october of ongoing our outcome priority progress
    quarterly rag recommendation red ref september status target term that the these they this timescale
    update we weekly what who with year years you your""".split()
)
# Words after which a subject goes on, so that no person or post begins.
CONNECTORS = frozenset("across at for from in of on re the to within".split())
# Bodies outside the department, whole or as the last word of a name.
BODY_WORDS = frozenset(
    """barnardo's barnardos cafcass ccg ccgs constabulary coram council cqc cvs dfe dwp healthwatch hmcts hmip hmpps
    hmrc hwb icb icbs icp ics la lga lsab lscb lscp lsp mencap nacro ncb nhs nspcc nyas ofsted
    opcc partners pcf pcfs phe police probation rspca scb scp trust ukhsa vcfs vcs vcse limited llp ltd
    plc""".split()
)
# Bodies that are never the subject of somebody's post when they stand last in a list.
STRONG_BODIES = frozenset(
    """barnardo's barnardos cafcass ccg ccgs constabulary icb icbs nhs nspcc police probation""".split()
)
# A sector alone in a lead cell stands for its bodies.
SECTORS = frozenset(
    """academies agencies businesses carers college colleges education employers gps health hospital
    hospitals housing nurseries parents partner school schools""".split()
)
# What the name of a body ends with.
BODY_ENDINGS = frozenset(
    """academies academy agencies alliance association board cabinet ccg charity collaborative college colleges
    commission committee consortium constabulary council councils federation forum foundation hospital hospitals
    icb network networks nhs organisation organisations panel parliament partners partnership police providers school
    schools sector society trust trusts union university voices""".split()
)
# Bodies whose names join sectors: "Health and Wellbeing Board" is one body.
GATHERINGS = frozenset(
    """alliance association board commission committee federation forum foundation network panel
    partnership trust""".split()
)
# Whole names of bodies met everywhere.
BODY_PHRASES = frozenset(
    {
        "action for children",
        "ambulance service",
        "citizens advice",
        "crown prosecution service",
        "department for education",
        "fire and rescue",
        "fire and rescue service",
        "fire service",
        "home office",
        "job centre plus",
        "jobcentre plus",
        "local authority",
        "nhs england",
        "probation service",
        "public health england",
        "teaching school hub",
        "women's aid",
        "victim support",
        "age uk",
        "the children's society",
        "voluntary sector",
        "youth parliament",
    }
)
# Two words that are one subject.
UNITS = frozenset(
    {
        "adult services",
        "care leavers",
        "child protection",
        "children services",
        "domestic abuse",
        "early help",
        "front door",
        "human resources",
        "legal services",
        "local offer",
        "mental health",
        "practice improvement",
        "public health",
        "quality assurance",
        "social care",
        "social work",
        "virtual school",
        "workforce development",
        "youth justice",
        "youth offending",
    }
)
# Titles before a name that say nothing about the post.
HONORIFICS = frozenset(
    """baroness dame doctor dr lady lord miss mr mrs ms mx prof professor rev revd reverend sir""".split()
)
# Titles that are also what the person is: kept as the post where the cell gives no other.
RANK_NOUNS = frozenset(
    """acc alderman brigadier cc ch cllr cllrs colonel commander constable councillor councillors dcc dci
    dcsupt di ds dsu dsupt insp inspector pc sergeant sgt superintendent supt""".split()
)
RANK_WORDS = RANK_NOUNS | frozenset(
    "county borough district city town chief detective det temporary acting deputy".split()
)
# Honours, degrees and memberships after a name.
POST_NOMINALS = frozenset(
    """ba bem bsc cb cbe cipfa cpfa cqsw dbe dl dphil fcipd frcp frcpch frsa jp kbe kc kcb ma mba mbe md
    mrcgp msc obe pgce phd qc qn qpm rgn rn""".split()
)
# Small words inside surnames.
PARTICLES = frozenset(
    """ab af al ap av bin bint da de del della den der di dos du el ferch ibn la le mac mc st ten ter van
    von zu""".split()
)
# What the names of districts end with, after a word that may be a forename.
PLACES = frozenset(
    """bay coast dale dales downs fen fens forest heath isle isles levels marsh marshes mere moor moors riverside sands
    vale vales valley wold wolds""".split()
)
# Nouns that with a letter or number make a plainly invented name: "Person A", "Officer 2".
STAND_INS = frozenset("""colleague councillor employee individual lead member name officer person staff""".split())
NUMBER_WORDS = frozenset("eight five four nine one seven six ten three two".split())
# Common in Britain and Ireland, absent from the US list.
MORE_FORENAMES = frozenset(
    """aarav abdul abdullah adebayo adeola aditi agnieszka aidan ailsa aisha aisling alasdair alastair aled
    alistair allison amina amir amit amrit angharad anil anjali anwen aoife arjun arun asif ayaan ayesha
    bethan bhavna blessing bronagh bronwen bryony caitlin callum calum caoimhe carys catriona
    cerys chidi chioma chukwuemeka ciara ciaran clive conor dafydd davinder deepa deepak deepika delyth
    dermot dilys dipak eilidh eirlys elin elspeth emeka emrys euan ewan faisal farah fatima femi fergus
    ffion finlay fionn folake gareth gaynor geeta geoff geraint gerwyn glenys grainne gurpreet gwen
    gwyneth hamish hardeep harjit harpreet hasan hilary huw hywel iain ibrahim idris ieuan ifor iman
    imogen imran isla jagdeep jas jaspreet jatinder jemima jo joan josh jude karim katarzyna kath keira
    keiron khadija kieran kiran kirsty kuldeep kwame lachlan liam llinos lowri mairead malgorzata manjit
    mari matt meera mehmet meinir mhairi minesh mohamad mohamed mohammad mohammed moira morag muhammad
    myfanwy nadeem naveed neeta nerys ngozi nguyen nia niall niamh nick nikhil nisha nuala olaf olu
    oluwaseun oonagh orla paddy padraig parminder parveen pawel pete piotr pippa pooja poppy pradeep
    priti priya raj rajesh rajinder rakesh ravi reece rhian rhiannon rhodri rhona rhys rishi rob roisin
    ruaridh sadia saeed saima sandeep sanjay saoirse satnam seamus seren shabana shaheen shazia shona
    sian sinead siobhan sion sioned sophia steve sue sukhdeep sunil sunita sushma tamsin tariq temitope
    tim tomasz tomos tunde uzma vicky vijay vikram will wojciech yasmin yetunde yusuf zahid zainab zara
    zeynep""".split()
)
_RARE = 12_000  # surnames beyond this rank say nothing


def folded(text: str) -> str:
    """Lower case without accents, dots and typographic apostrophes: how words are looked up."""
    if text.isascii():
        return text.lower().replace(".", "")
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().replace(".", "")


def lowered(text: str) -> str:
    """The text in lower case, place for place: patterns that need not mind the case find several times sooner."""
    low = text.lower()
    return low if len(low) == len(text) else text.replace("İ", "i").lower()


def _first_column(name: str, rows: int) -> frozenset[str]:
    lines = files("names").joinpath(name).read_text(encoding="ascii").splitlines()[:rows]
    return frozenset(line.split()[0].lower() for line in lines if line.strip())


@lru_cache(maxsize=1)
def forenames() -> frozenset[str]:
    """Forenames in lower case, read once when first asked for."""
    found = _first_column("dist.male.first", 10_000) | _first_column("dist.female.first", 10_000)
    return found | MORE_FORENAMES


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """The commoner surnames in lower case."""
    return _first_column("dist.all.last", _RARE)


def singular(word: str) -> str:
    """The role a plural speaks of: "heads" -> "head", "deputies" -> "deputy"; other words unchanged."""
    for ending, single in (("ies", "y"), ("s", ""), ("women", "woman"), ("men", "man"), ("wives", "wife")):
        if word.endswith(ending) and word[: -len(ending)] + single in ROLES:
            return word[: -len(ending)] + single
    return word


@lru_cache(maxsize=4096)
def is_role(word: str) -> bool:
    """Whether a folded word makes a post: a job noun, its plural, a hyphened one, or letters such as PSW."""
    if word == "partners":
        return False  # the agencies one works with
    last = word.rsplit("-", 1)[-1]
    single = {singular(word), singular(last), singular(word.replace("-", ""))}
    return word in ROLE_ACRONYMS or bool(single & ROLES)


_COMMON = DEPARTMENT | SENTENCE_WORDS | CONNECTORS | STRONG_MODIFIERS | WEAK_MODIFIERS | SERVICE_NOUNS | BODY_WORDS
_ABSTRACT = tuple("tion tions sion ment ship ness ance ence ity ities ology ics ing".split())


@lru_cache(maxsize=4096)
def is_common(word: str) -> bool:
    """Whether a folded word is part of council language, so that it hardly begins a name."""
    return is_of_councils(word) or (
        word not in forenames()
        and word not in surnames()
        and len(word.rpartition("-")[2]) > 6  # "Commissioning", not "Mei-Ling"
        and word.endswith(_ABSTRACT)
    )


@lru_cache(maxsize=4096)
def is_of_councils(word: str) -> bool:
    """Whether a folded word, or each of its hyphened parts, is listed above; `is_common` guesses by endings too."""
    bare = word.removesuffix("'s").removesuffix("s'")
    if is_role(word) or not _COMMON.isdisjoint({word, bare, bare.removesuffix("s"), bare.removesuffix("ies") + "y"}):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(is_common(part) for part in parts)

"""Short words that may answer a roll call: '네', '가는 중이에요', '5분이면 도착해요', '따로 갈게요', '안 보여요'."""

import re
from typing import Final

from handlers.roll_call.reasons_said import reason_in
from handlers.roll_call.states import Reason

COMING: Final = {"coming": "yes"}
WAIT: Final = {"coming": "wait"}  # 'don't leave yet': who is not there says so

_BESIDE: Final = re.compile(r"[\s.,!~…^·。，！ㅎㅋㅠㅜ'’]+")
_ME: Final = r"(?:저는|저도|전|저|나는|나|제가)?(?:지금|방금|이제|막|다|거의다|거의|곧|금방|빨리)*"
_KO: Final = r"(?:이?요|입니다|이에요|예요|에요|했어요|했습니다|했음|함|완료|완료요|완료했습니다)?"
_YES: Final = re.compile(r"(?:네+|넵+|넹+|예+|응+|ㅇㅇ|yes|yep|yeah|是|是的|嗯+)+")
_HERE: Final = re.compile(
    rf"(?:네|넵|예|yes)?(?:(?:저는|저도|전|저|나는|나|제가)?(?:지금|방금|이제|이미|벌써|막|다)*(?:(?:버스|차|로비)에?)?(?:(?:도착|탑승|승차|출석|참석){_KO}|"
    r"여기(?:요|예요|에요|있어요|있습니다|있음|있어)?|(?:와|타고)?있(?:어요|습니다|음)|(?:탔|왔)(?:어요|습니다|음|네요)|"
    r"(?:버스|차)(?:안)?(?:에요|예요|입니다|이에요)|(?:버스|차)에(?:앉아|타)있(?:어요|습니다|음))|"
    r"(?:저는?|전|이미|벌써|아까)*(?:버스에?|로비에?)?(?:탔|왔|도착했|탑승했)(?:다니까요?|다고요|는데요?|다구요)(?:왜.{1,8})?|"
    r"(?:im|iam)?(?:already)?(?:here|present|aboard|onboard|onthebus|inthebus|inthelobby)|(?:ihave|ive|i)?(?:arrived|boarded)|"
    r"(?:我)?(?:已经|已)?(?:到|到了|到啦|在|在这|在这里|在这儿|上车了|来了|到达了))",
)
_COMING: Final = re.compile(
    rf"(?:네|넵|예|yes)?(?:{_ME}(?:가는중|가고있|가는길|오는중|내려가는중|내려가고있|뛰어가는중|뛰어가고있|이동중|나가는중|"
    r"내려가|내려갈게|갈게|가|갑니다|도착|도착해|도착할게|도착합니다|도착예정|나갈게|나가)"
    r"(?:이에요|입니다|이요|예요|에요|어요|습니다|요|이야|임|이네요|합니다)?|"
    r"(?:im|iam)?(?:onmyway|onthewaythere|ontheway|coming|almostthere|nearlythere|omw)|(?:i)?(?:ll|will)?be(?:right)?there(?:soon|inaminute)?|"
    r"(?:我)?(?:正?在路上了?|马上到了?|马上就?到|快到了|马上来|在来的路上|正在过来|这就来|就来))"
)
_GOING: Final = re.compile(
    r"거의|곧|금방|빨리|중|있|길|갈게|갑니다|가요|내려가|나가|예정|[a-z]|[一-鿿]"
)  # '도착' alone is no 'soon'
_WAIT: Final = re.compile(
    r"(?:네|저)?(?:먼저|아직)?(?:(?:출발하지|가지)(?:마세요|말아주세요)|(?:조금만|잠시만|잠깐만)?기다려(?:주세요|줘요)|(?:잠시|잠깐)만요?)"
    r"(?:저|지금)?(?:곧|금방|빨리)?(?:가요|갈게요|갑니다|내려가요|도착해요)?|"
    r"(?:저|지금|잠시|잠깐|빨리)*화장실(?:만|에)?(?:좀)?(?:잠깐|잠시)?(?:들렀다|갔다|다녀)(?:올게요|오겠습니다|갈게요|와서갈게요)|"
    r"(?:please)?(?:wait(?:forme)?|dontleave(?:yet|withoutme)?)(?:please)?|(?:请)?(?:等等我|等我一下|等一下|稍等)"
)
_I_GO: Final = re.compile(r"(?:네|넵|예)?(?:저는|저도|전|저|나는|나|제가)?(?:갈게요?|갑니다|가요)")
_AFTER_ALL: Final = re.compile(
    r"(?:네|넵|예|yes)?(?:저는|저도|전|저|나도|제가)?(?:[가-힣]{1,14}(?:서|니까|는데|지만))?(?:저도|그냥|이제|다시|역시|지금|같이|함께)*"
    r"(?:갈게요?|가겠습니다|갈래요|갈수있어요|갈수있을것같아요|가기로했어요|가려고요|갑니다|참석할게요|참석하겠습니다|참석할수있어요)|"
    r"(?:ok|actually|sorry)?(?:ill|iwill|ican|im|iam)(?:come|coming|join|joining|goingtocome)(?:along|too|afterall|now)*|"
    r"我(?:还是|又)?(?:能|可以|会|要)?(?:来|去|参加)(?:了|吧)?"
)
_ON_FOOT: Final = (
    r"(?:이면|후에?|뒤에?|안에|내로|만에|정도면|쯤이면)?(?:정도|쯤)?(?:더)?(?:있으면)?"
    r"(?:도착(?:해요|합니다|할게요|할것같아요|예정(?:이에요|입니다)?|할듯(?:해요)?)?|걸려요|걸립니다|걸릴것같아요|걸릴듯(?:해요)?|갈게요|가요|갑니다|"
    r"갈수있어요|내려갈게요|내려가요|남았어요|늦어요|늦을것같아요|늦을듯(?:해요)?)"
)
_IN_MINUTES: Final = re.compile(
    rf"(?:네|넵|예)?{_ME}(?:한|약|대략|아마)?(?P<ko>\d{{1,3}})분{_ON_FOOT}|"
    r"(?:illbe|iwillbe|be|im|iam)?(?:there)?(?:in|about|another)+(?P<en>\d{1,3})min(?:ute)?s?(?:away)?|"
    r"(?:我)?(?:大概|大约|还要|还有|再)*(?P<zh>\d{1,3})分钟(?:左右)?(?:后|就|内|以内)?(?:能)?(?:到|到达)"
)
_BARE_MINUTES: Final = re.compile(
    r"(?:네|음|글쎄요)?(?:한|약|대략|아마|about|around|maybe|in|大概|大约)*(?P<said>\d{1,3})(?:분|min(?:ute)?s?|m|分钟?)"
    r"(?:정도|쯤|가량|이요|요|정도요|쯤이요|쯤요|입니다|이에요|예요|될것같아요|될듯요|후|뒤|더|late|左右|吧|늦어요|늦을것같아요)*"
)
_OWN_WAY: Final = re.compile(
    r"(?:저는|저희는|전|저|나는|나)?(?:오늘은?)?(?:그냥)?(?:따로|알아서|개인적으로|개별로|택시로|택시타고)"
    r"(?:갈게요|갈께요|가겠습니다|갑니다|가요|이동할게요|이동하겠습니다|이동합니다|이동해요|갈래요)|"
    r"(?:ill|iwill|im)?(?:go|come|going|coming|get)?(?:there)?(?:onmyown|separately|bymyself|bytaxi)|"
    r"我(?:会)?(?:自己|单独|打车)(?:去|过去|走)(?:吧|了)?"
)
_STAYS_AWAY: Final = re.compile(
    r"(?:못|안)\s?(?:가|갈|갑니다|감|나가|나갈|타|탈|내려가)|참석(?:이|은)?\s?(?:못|어려|힘들|안\s?되)|(?:오늘은?|이번엔?|그냥)\s?(?:쉴|쉬고|빠질)|"
    r"(?:호텔|숙소|방)(?:에서 ?쉴|(?:으로|로|에) ?(?:먼저 ?)?(?:갈게|갈께|가겠|돌아가|들어가|가서 ?쉴))|"
    r"먼저 ?(?:들어가|호텔)|"
    r"can['’]?t (?:come|make it|go|join)|not (?:coming|going|joining)|"
    r"(?:去|来|参加)不了|不(?:去|来|参加)了?",
    re.IGNORECASE,
)
_SEES: Final = re.compile(
    r"(?:네|넵|예|응)*(?:지금)?(?:저랑|저와|저하고|제)?(?:같이|함께|옆에|바로옆에)(?:있어요|있습니다|있음|계세요|계십니다|왔어요|탔어요)|"
    r"(?:yes)?(?:theyare|heis|sheis|theyre|hes|shes)(?:here|withme)(?:withme)?|(?:是|对)?(?:在|跟我在一起|在我旁边)"
)
_DOESNT_SEE: Final = re.compile(
    r"(?:아니요?|아뇨|아니오|글쎄요)*(?:지금|아직|제옆에)?(?:안보여요|안보입니다|안보이네요|못봤어요|못봤습니다|없어요|없습니다|모르겠어요|몰라요|같이없어요|같이안있어요)|"
    r"아니요|아뇨|아니오|no|(?:no)?(?:idont|ihavent|havent)(?:see|seen|know)(?:them|him|her)?|没(?:有|看到|看见)|不在|不知道"
)


def compact(text: str) -> str:
    """Give words without spaces and signs, in small letters."""
    return _BESIDE.sub("", text).lower()


def said_by(form: str) -> tuple[str, dict[str, str]] | None:
    """Give the intent and slots that compact words answer with; None where they are no answer, or a bare yes."""
    if _OWN_WAY.fullmatch(form):
        return "attendance.absent", {"why": Reason.OWN_WAY.value}
    if match := _IN_MINUTES.fullmatch(form) or _BARE_MINUTES.fullmatch(form):
        return "attendance.late", {"minutes": next(filter(None, match.groups()))}
    if (_COMING.fullmatch(form) and _GOING.search(form)) or _AFTER_ALL.fullmatch(form):
        return "attendance.late", COMING
    if _WAIT.fullmatch(form):
        return "attendance.late", WAIT
    return ("attendance.here", {}) if _HERE.fullmatch(form) else None


def is_yes(form: str) -> bool:
    """Tell whether compact words are a bare yes."""
    return _YES.fullmatch(form) is not None


def is_on_the_way(form: str) -> bool:
    """Tell whether compact words say that the writer is on the way, or soon there; '갈게요' may answer anything."""
    return _COMING.fullmatch(form) is not None and not _I_GO.fullmatch(form)


def sees(form: str) -> bool | None:
    """Tell whether compact words say that somebody asked about is there; None where they say neither."""
    if is_yes(form) or _SEES.fullmatch(form):
        return True
    return False if _DOESNT_SEE.fullmatch(form) else None


def minutes_said(text: str) -> int | None:
    """Give the minutes that words name which are nothing but an answer to 'how late'."""
    match = _BARE_MINUTES.fullmatch(compact(text)) or _IN_MINUTES.fullmatch(compact(text))
    return int(next(filter(None, match.groups()))) if match else None


def too_unwell(text: str) -> bool:
    """Tell whether words say that the writer doesn't come since they are unwell."""
    return _STAYS_AWAY.search(text) is not None and reason_in(text) is Reason.UNWELL

"""Words that negate, Korean and English, and idioms in which they do not: patterns of `aligner.facts.negation`."""

from __future__ import annotations

import re

__all__ = [
    "CONDITIONAL",
    "EN_CUES",
    "EN_STRONG",
    "EN_STRONG_IDIOMS",
    "EN_WEAK",
    "IDIOMS",
    "KEPT_FROM",
    "KO_CUES",
    "KO_STRONG",
    "LITOTES",
    "NEGATES",
    "ONLY_IF",
    "WORDS",
]

IDIOMS = re.compile(
    r"(?:(?<![가-힣])못\s?박|혐의\s?없음|과언이\s?아니|여간\s[^.]{1,14}지\s?않|넘지\s?않|지\s?않을\s?수(?:가|는)?\s?없|수밖에(?:는|도)?\s?없|"
    r"밖에\s?없|아닐\s?수\s?없|없지(?:는|도)?\s?않|않으면\s?안|(?:이|만|뿐|뿐만)\s?아니라(?!고|며|는)|뿐\s?아니|"
    r"(?<![가-힣])적지\s?않|적잖|얼마\s?(?:지나|되)지\s?않|얼마\s?안\s?[돼되]|머지\s?않|못지|"
    r"(?:다름|틀림|끊임|변함|어김|아낌|거침|유례|전례|손색|가차|쉴\s새|쉴\s틈|더할\s나위|어쩔\s수|뗄\s수|부인할\s수|둘도)\s?없|"
    r"(?:상관|관계|예외|빠짐|하는\s수)\s?없이|의심(?:의|할)\s?여지[가도는]?\s?없|말할\s?것도\s?없|두말할|여지없|영락없|"
    r"(?:꼼짝|느닷|하염|속절|어처구니|터무니|난데|부질|스스럼|서슴|숨김|남김|하릴|밤낮|정신|형편|어이|값|재미)없|"
    r"(?:다|참다)\s?못해|지칠\s?줄\s?모르|그칠\s?줄|잊지\s?못할|잊을\s?수\s?없는|말도\s?안|못마땅|못생|"
    r"지\s?않(?:나|느냐|은가|을까|겠느냐|겠나|습니까)|아니(?:냐|겠느냐|겠나|었냐)|아닌가|아닐까|지\s?않도록|않게|못하게|"
    r"(?:다름|때)\s?아닌|아닌\s게\s아니|없이는?\s[^.]{1,16}(?:않|없|못|불가|어렵|힘들)|없어서\s못|밖에\s[가-힣]+지\s?(?:않|못)|머물지\s?않고|"
    r"(?:(?:않은|않는|못한|없는)|(?<![가-힣])(?:못|안)\s[가-힣]+[는은한된]|(?<![가-힣])못하는)\s[가-힣]+[은는이가도]?\s(?:(?:하나도|거의|한\s[가-힣]+도)\s)?(?:없|아니)|"
    r"(?:피할|마다할|거절할|거부할|반대할|망설일|주저할|숨길|꺼릴|미룰|감출)\s(?:이유|까닭)[가이도는]?\s?없|"
    r"(?:않을|못할|안\s[가-힣]+)\s(?:이유|까닭|도리|리|것|바|법)[가이도은는]?\s?(?:없|아니)|모[르를]는\s[가-힣]+[이은는]?\s?없|"
    r"(?:지체|망설|머뭇거|주저|낭비|허비)[가-힣]*\s(?:시간|겨를|여유)[이도은는]?\s없|"
    r"(?:없다고|지\s?않는다고)\s(?:할|볼|말할)\s수(?:는|도)?\s?없|(?<![가-힣])지지\s?않|"
    r"(?:밑|아래|이하)[으로]*\s(?:떨어|내려)[가-힣]*지\s?않|"
    r"(?:눈물|웃음|미소|[가-힣]+감|기쁨|감격|설렘|흥분|감동|감정|반가움|놀라움|슬픔|아쉬움|분노|자부심)[을를도은]?\s?"
    r"(?:감추|숨기|참|억누르)지\s?(?:않|못))"
)
"""Korean negations that English never says with a "not", or whose two negations cancel each other."""
LITOTES = re.compile(
    r"(?:흔치|좋지|흔하지|만만치|만만하지|심상치|녹록지|녹록치|예사롭지|작지|쉽지|달갑지|그치지|가리지|아랑곳하지|아끼지|마다하지|개의치|"
    r"주저하지|모자라지|거르지|빼놓지|놓치지|잃지|굽히지|멈추지|늦추지|다르지|"
    r"(?:무관|무리|불가능|무의미|불리|무책임|무심|나쁘|싫|틀리|불가피|무모|못)(?:하|한\s것)?(?:지|은|이))\s?(?:는|도|만은)?\s?(?:않|말|못|아니)|"
    r"만만찮|심상찮"
)
"""Negations that English may say without a "not": suspects only where it names what they negate (would hesitate)."""
KO_STRONG = re.compile(
    r"[가-힣]+기(?:는|가|도|란)?\s(?P<f>(?:어렵|힘들)[가-힣]+)|[가-힣]+(?:지|치)(?:는|도|를|조차|만|"
    r"까지)?\s?(?P<a>않[가-힣]+|못[하했한할합해][가-힣]*)|(?:[가-힣]+\s수|[가-힣]*수)(?:는|도|가|조차|"
    r"만)?\s?(?P<b>없[가-힣]+)|"
    r"(?<![가-힣])(?!매우)[가-힣]+(?:이|가|은|는|도|점|바|적이|적은|적도|것은|것이|것도)?\s(?P<c>없(?:다|었|는|을|"
    r"으며|고|어(?![지진졌질져])|다고|다며|다는|습니|음|지만|으나)[가-힣]*)|[가-힣]+[이가은는도]?\s?(?P<d>아닌(?![가지데])|아니(?:다|라고|라며|"
    r"라는|었|며|고|라)[가-힣]*)|"
    r"(?<![가-힣])[가-힣]{2,}\s(?P<g>없이)|[가-힣]+(?:에|에도|에는|을|를|는\s데|는\s데는|는\s데도)\s(?P<u>(?:실패|모면)[하했한할해]|면[하했한할해])[가-힣]*|(?:[는인한된은던]\s줄|사실[을도은]?|것[을도은]?)\s(?P<m>모[르른를]|몰[랐라])[가-힣]*|[가-힣]+지\s?(?P<h>말[아자았라]|말\s것|마라)|"
    r"(?<![가-힣])(?P<e>(?:안|못)\s[가-힣]+(?:다|고(?!에|의|를|가\s)|며|는|지만|어|아|라|기로|겠)[가-힣]*)"
)
NEGATES = re.compile(r"[않못없말]|모[르른를]|몰[랐라]|아[니닌]|마라|안\s|어렵|힘들|실패|모면|면[하했한할해]")
"""What a negation of `KO_STRONG` has in it: most sentences have none, and this says so at once."""
CONDITIONAL = re.compile(
    r"(?:않으면|못하면|않는다면|못한다면|않는\s한|못하는\s한|않을\s?(?:경우|시\s|땐|때)|못할\s?(?:경우|시\s|땐|때)|없으면|없다면|"
    r"없을\s경우|아니면|아니라면|없었다면|없었으면|못했다면|않았다면|않았으면|못했으면)"
)
"""A negated condition, which English turns round as it likes ("unless", "if … is voted down", "only if")."""
EN_CUES = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|unless|cannot|fail\w*|den(?:y|ies|"
    r"ied|ying|ial)|refus\w+|reject\w*|declin\w+|"
    r"turn\w*\s(?:\w+\s){0,4}down|less|under|below|lack\w*|absen\w+|impossible|impos\w+|barely|hardly|scarcely|"
    r"rarely|seldom|few|fewer|little|only|mere\w*|just|rul(?:e|es|ed|ing)\s(?:\w+\s){0,4}out|stop\w*|prevent\w*|"
    r"avoid\w*|"
    r"ban(?:s|ned|ning)?|bar|bars|barred|barring|prohibit\w*|forbid\w*|forbade|block\w*|oppos\w+|against|miss(?:ed|"
    r"es|ing)?|halt\w*|cancel\w*|suspend\w*|exclud\w+|except\w*|short\sof|refrain\w*|"
    r"abstain\w*|instead|rather\sthan|far\sfrom|anything\sbut|away|other\sthan|too|out\sof|yet|still|until|before|doubt\w*|skip\w*|"
    r"withh\w+|spar(?:e|ed|es)|unless|lest|loss|lost|lose\w*|"
    r"free|end|ended|ends|zero|minus|void|ir\w{5,}|il(?:legal|legit)\w*|im(?:mature|mobile|moral|partial|perfect|"
    r"polite|practical|probable|proper)\w*|"
    r"in(?:express|ability|accura|active|adequa|admiss|complete|conclus|consist|correct|curable|defin|depend|dispens|"
    r"effect|efficien|eligib|equal|evitab|explic|flex|form|capab|sign|stab|suffic|toler|valid|vis|vulnerab)\w*|"
    r"un(?!der|it|ion|ite|ique|ivers|til|iform|ified|ification|cles?\b|furl|veil|leash|derst)\w{3,}|dis(?:agree|"
    r"approv|miss|satisf|allow|contin|like|regard|trust|respect|qualif|prov|abl|advantag|hon|belie|band|clos|"
    r"courag)\w*|"
    r"non-?\w*|\w{3,}less|\w{3,}lessly|mis(?:understand|judg|lead|led|manag|behav|conduct|trust)\w*|anti-?\w*|beyond|difficult\w*|"
    r"hard|quit|surviv\w+|escap\w+|defy|defied|contrary|despite|otherwise|alone|exempt\w*|remain\w*|off|shy|"
    r"neglect\w*|ignor\w+|waiv\w+|delay\w*|postpon\w*|shut|half|least|beware|away|hinder\w*|stall\w*|elus\w+|"
    r"scrap\w*|shutouts?|scoreless|clean\ssheets?|drop\w*|abandon\w*|withdr\w+|no-\w+|invalid\w*|inab\w+|unable|cut|eliminat\w+|remov\w+|regardless|disput\w+|contest(?:s|ed|ing)?|shelv\w+|withst\w+|grounded|dodg\w+|"
    r"evad\w+|shun\w*|snub\w*|spurn\w*|rebuff\w*|balk\w*|gave\sup|giv\w+\sup|done)\b",
    re.IGNORECASE,
)
EN_STRONG = re.compile(r"n['’]t\b|\b(?:not|never|no|cannot|nobody|none|neither|without)\b", re.IGNORECASE)
EN_STRONG_IDIOMS = re.compile(
    r"\b(?:not only|no longer|not yet turned|no (?:\w{2,}er|less|more) than|no doubt|whether or not|if not|"
    r"not to mention|"
    r"(?:cannot|not|n['’]t|no \w+) (?:\w+ ){0,7}(?:until|unless|without)|no one else|no matter|"
    r"not just|not least|no sooner|"
    r"No\.|no\. ?\d|without (?:a )?doubt|without fail|not (?:just|merely|simply)|not too|"
    r"why not|not enough|not so much|not (?:all\b|"
    r"every)|not surprising\w*|nothing but|(?:not|n['’]t) (?:just|only|simply|merely))",
    re.IGNORECASE,
)
KO_CUES = re.compile(
    r"않|없|못|아니|아닌|아닙|아님|(?<![가-힣])안\s|지\s?[말마]|말라|모[르른름릅를릴]|몰[랐라]|부인|거부|반대|금지|불[가-힣]|미[달비완흡진확]|"
    r"무[산효관죄승시응소단상과사]|비[공핵정]|실패|중단|어렵|어려|힘들|부족|제외|거절|막[았을는아힌혀]|피(?:하|할|했|해(?![자를가는은도복의규액로해사\s,.]))|면하|멈[추춘췄]|그만|"
    r"외면|잃|놓[치친쳐]|뿐|밖에|싫|드물|희박|취소|철회|배제|부정|의문|회의적|반박|일축|차단|포기|유보|보류|미[루룬뤄]|덜\s|불과|"
    r"절대|결코|전혀|별로|非|無|不|기각|탈락|이탈|반하|거르|빠[지진져]|틀[리린]|잘못|무관|무주택|무직|무면허|무허가|미혼|결석|극구|꺼[리려]|단절|여부|과실|지\s?마|"
    r"반발|쉽|별개|달리|아직|전에|위[헌법배반]|어긋|거저|공짜|공백|멀쩡|실망|맥이\s빠|모면|벗어|그릇되|허위|거짓|말[아자고라]\s|기권|"
    r"어기|어긴|어겼|어겨|전무[하한했]|텅|정전|초범|금[하한했해]|일절|빈손|헛|두절|끊|결렬|결항|무산|휴[업관무]|만류|말리|말[렸려린]|뿌리|가로막|묵살|제자리|"
    r"낯설|생소|서툴|백지화|공전|불발|그대로|면제|동결|미뤘|놓쳤|풀어\s?주|풀려|불구속"
)

EN_WEAK = re.compile(
    r"\b(?:charges?|case|suit|lawsuit|complaint|allegations?|accusations?|evidence|sanctions?|match|game)\sagainst\b|"
    r"\bagainst\sthe\s(?:U\.S\.\s)?dollar\b|\bdespite\b|\bsending-off\b|\b\w+-off\b|\b(?:take|took|lay|laid|set|kick\w*|pay|paid|live|"
    r"show\w*)\s(?:\w+\s)?off\b|\b(?:the|year|month|week)[ -]end\b|"
    r"\bend(?:ed|s)?\s(?:of|on|in|at|with|up)\b|\bthe day before\b|\bfree\strade\b|\bhalf\b|\bjust\b|\baway\b|"
    r"\bmis(?:sion|sile|ter|tress)\w*|\bremain\w*|\bdefeat\w*|\bunless\b(?=.*\bunless\b)|"
    r"\bunder\s(?:the|a|an|his|her|their|its|way)\b|\bbanks?\b|\bbank\w+|\bbands?\b|\bbanner\w*|\bearl\w+ than\b|"
    r"\bbefore\s[A-Z\d]",
    re.IGNORECASE,
)
"""Words of the list above that do not negate here; they lower the certainty instead of deciding."""
ONLY_IF = re.compile(
    r"\b(?:only|not)\s(?:if|when|after|once|until|by|with)\b|\bonly\s(?:on|during)\b|\b(?:must|first)\b", re.IGNORECASE
)
"""입증되지 않으면 고발하지 않기로: "will press charges only if"."""
KEPT_FROM = re.compile(
    r"\b(?:ke(?:ep|pt)\w*\s(?:\w+\s){0,4}from|cost\s(?:them|him|her|us|it)|do(?:es|ing|ne)?\saway|did\saway|stay\w*|"
    r"hold\w*\sback|held\sback|yet\sto|to\sspare|deprived?|prevent\w*|left\s(?:un\w+|out)|alive|in\svain|out\sof\sreach|"
    r"off\slimits|(?:come|comes|came|fall|falls|fell|fallen)\s(?:\w+\s)?short)\b",
    re.IGNORECASE,
)
"""Turns that say a Korean negation of nearly anything: "kept them from seeing"."""
WORDS = tuple(
    (re.compile(korean), re.compile(rf"\b(?:{english})\b", re.IGNORECASE))
    for korean, english in (
        (r"중단|끊|차단|단전|단수", r"cut\w*(?:\soff)?|suspend\w*|halt\w*|stop\w*|block\w*|interrupt\w*"),
        (r"인하|내[려리렸린]|감축|줄[이였일]|삭감", r"cut\w*|lower\w*|reduc\w+"),
        (r"(?<!고 )부인[하했한]", r"den(?:y|ied|ies|ying|ial)"), (r"거부|거절", r"refus\w+|reject\w*|den(?:y|ied)"),
        (r"반대", r"oppos\w+|against"), (r"금지", r"ban(?:s|ned|ning)?|prohibit\w*|bar(?:s|red|ring)?|forbid\w*"),
        (r"취소", r"cancel\w*|scrap\w*|call\w* off"), (r"배제|제외|빼고", r"exclud\w+|except\w*|rul\w+ out"),
        (r"미만|이하|밑[돌도]", r"less|under|below|fewer"),
        (r"불과|그[치쳤친]|만 |뿐", r"only|just|mere\w*"),
        (r"전[에인 ]|앞[두둔서]|연내|안에", r"before"), (r"까지", r"until"), (r"아직|여전히", r"yet(?! to)|still"),
        (r"들어[갈가간]|떨어|급락|하락|내[린렸려]", r"drop\w*"),
        (r"실종|잃", r"miss(?:ing|ed)|los[te]\w*"), (r"야당|야권|재야", r"oppos\w+"),
        (r"이견|견해차|차이|격차", r"differ\w*|gaps?"),
        (r"금지", r"ban(?:s|ned|ning)?"), (r"비무장", r"demilitari[sz]ed"),
        (r"만으로|혼자|홀로|단독", r"alone"),
        (r"없었다면|없었으면|없다면|없으면", r"without|but for"),
        (r"부상", r"injur\w+"), (r"실업|실직|무직", r"unemploy\w*|jobless\w*"),
        (
            r"(?<![가-힣])(?:불(?:법|확실|편|안|만|리|공정|평등|균형|구속|참|투명|가피|가능|필요|황|신|량|완전|합격|이익|규칙|쾌|임|면|멸)|"
            r"비(?:정규|공개|정상|무장|핵화|회원|상임|위생|대칭|효율|과세|급여|주류|공식|현실)|"
            r"무(?:인|소속|기한|허가|면허|급|상|단|제한|조건|관심|해|료|죄|자비|명|한|국적|선|보험|등록|연고|능|의미|책임)|"
            r"미(?:등록|성년|확인|신고|완성|지급|분양|혼|결|납|수|달|흡|숙|비|정|필|공개|취학|국적|접종|발표|해결|상장))",
            r"un\w{3,}|in(?:definite|complete|sufficien|adequa|consist|visib|stab|secur|justice|conven|effect|equal|formal)\w*|"
            r"il\w{4,}|ir\w{5,}|non-?\w*|dis\w{4,}|\w{3,}less\w*|mis\w{4,}|denuclear\w*|demilitar\w*|free",
        ), (r"지 않는 한|지 않으면|지 못하면|없으면|않을 경우|못할 경우", r"unless"),
        (r"적자|손실|손해", r"loss(?:es)?|deficit"),
        (r"포기|철회|접[었고기]", r"abandon\w*|drop\w*|withdr\w+|give up"),
        (r"기각", r"dismiss\w*|reject\w*"), (r"에도|불구", r"despite"),
        (r"끝[나났난]|종료|마[쳤친치]", r"end(?:ed|s)?"),
        (r"떠[나났난]|멀|떨어진", r"away|off"), (r"대신", r"instead"), (r"너무|지나치", r"too"),
    )
)  # fmt: skip
"""Negative words of the list above that answer a Korean word of their own, never a Korean negation."""

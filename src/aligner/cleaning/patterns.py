"""What a line says of itself: the words of page furniture, bylines, captions and end marks, in both languages.

No site is named. Every rule is about one whole line, so that a word such as "공유" inside a sentence means nothing.
"""

# ruff: noqa: E501 - the rules are long regular expressions, one alternative a line.
from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from aligner.cleaning.words import CONTROL_WORDS, SECTION_WORDS
from aligner.types import Role

__all__ = ["AGENCY", "CREDIT_WORDS", "End", "Mark", "certain_caption", "mark_of", "talks_of_the_page"]


class End(IntEnum):
    """How surely a line says that the story above it is over."""

    NO = 0
    SOFT = 1
    """The heading of a list of other stories: it also stands in the middle of a story."""
    SIGNED = 2
    """The reporter's address or credit: it also stands above a sidebar, or between the parts of a report."""
    FINAL = 3
    """End mark, copyright, the comments."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The role that a line's own words give it, and whether a story ends before it."""

    role: Role
    end: End = End.NO


_FURNITURE = Mark(Role.FURNITURE)
_SOFT = Mark(Role.FURNITURE, End.SOFT)
_SIGNED = Mark(Role.FURNITURE, End.SIGNED)
_FINAL = Mark(Role.FURNITURE, End.FINAL)
_CAPTION = Mark(Role.CAPTION)
_BYLINE = Mark(Role.BYLINE)

_DECORATION = " \t\xa0-–—·•|/>»«<＞＜◀▶▷◁▲△▼▽■□◆◇●○★☆※☞→←↑↓…:+＋×✕✖[](){}【】〈〉《》「」\"'“”‘’,.#&"
_SPLIT = re.compile(r"[\s|/·,>＞»<＜ㅣ│•:()\[\]]+")

_MAIL = r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
_NAME = r"[가-힣]{2,4}"
_JOB = r"(?:(?:인턴|수습|객원|선임|전문|대|사진|영상|편집)\s?)?(?:기자|특파원|통신원|논설위원|에디터|리포터|앵커|PD|칼럼니스트)"
_DATE_KO = r"\d{2,4}\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}"
_CLOCK = r"(?:(?:오전|오후|AM|PM|am|pm)?\s?\d{1,2}(?::\d{2}){1,2}|(?:오전|오후)?\s?\d{1,2}시(?:\s?\d{1,2}분)?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE_EN = rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s)?(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
_STAMP = r"(?:송고|입력|수정|최종\s?수정|최종\s?업데이트|기사\s?입력|기사\s?수정|등록|승인|발행|업데이트|작성|게시|게재|노출|전송|출고|보도|최초\s?입력|지면\s?보기|신문\s?게재|지면)"


def _any(*parts: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts), flags)


# Whole lines, matched after decoration is taken off.
_END_MARK = _any(r"끝", r"END", r"The End", r"以上", r"###", r"30", flags=re.I)
_END_LINE = re.compile(
    r"[(<\[〈【]\s*(?:끝|END|The End|Ends?|以上)\s*[)>\]〉】][.]?|-+\s*(?:END|끝)\s*-+|(?:끝|END)", re.I
)

_LEGAL = _any(
    r"무단\s?전재|무단\s?(?:복제|배포|사용|도용|게재|수집).{0,40}(?:금지|금합니다|불가|금함)",
    r"재배포\s?(?:를\s?)?(?:금지|불가)",
    r"저작권자?\s?(?:[ⓒ©:：]|\(c\))|^\W*저작권자|저작권(?:은|법).{0,40}(?:있습니다|보호를|받습니다)",
    r"(?:^|\s|<)(?:ⓒ|©|\(c\))\s?\S.{0,80}(?:금지|reserved|all\s?rights|inc|ltd|corp|\.com|\.co\.kr|\d{4})",
    r"^\W*(?:ⓒ|©|\(c\))",
    r"^\W*Copyrights?\b(?!\s+(?:law|holder|infring|case|act|suit|dispute|office|protect|fee|term|rule))",
    r"\ball rights reserved\b",
    r"^\W*unauthori[sz]ed\s(?:reproduction|copying|use|distribution|redistribution)|\bunauthori[sz]ed\s(?:reproduction|copying|use|distribution|redistribution).{0,60}\b(?:prohibited|forbidden)",
    r"\bmay not be (?:published|reproduced|redistributed|copied|rewritten)",
    r"공공누리.{0,60}(?:유형|조건|이용)",
    r"AI\s?(?:학습|데이터).{0,20}(?:금지|불가)",
    r"^(?:legal\s)?disclaimer\b.{0,3}$|\bwithout warranty of any kind\b|\bopinions expressed .{0,60}\b(?:author|do not)\b",
    r"\b(?:reproduction|redistribution)\b.{0,40}\b(?:prohibited|forbidden|not allowed|banned)\b",
    flags=re.I,
)
_TIP = _any(
    r"^\W*제보(?:는|하기|\s?전화|\s?메일|\s?접수|\s?:|$)",
    r"기사\s?제보|뉴스\s?제보|여러분의\s?제보|제보를?\s?(?:기다|받)|제보해\s?주|카카오톡\s?(?:okjebo|친구\s?추가|채널)|okjebo",
    r"^(?:got|have) a (?:news )?(?:tip|story)\b|^(?:send|email|share) (?:us )?(?:your )?(?:news )?tips?\b|^contact (?:the )?(?:reporter|newsroom|author|us)\b",
    flags=re.I,
)
_MAIL_ADDRESS = re.compile(_MAIL)
_MAIL_WORD = re.compile(
    rf"{_NAME}|{_NAME}?{_JOB}|[A-Z][A-Za-z.\-]*|e-?mails?|이메일|메일|연락처|문의|끝|구독|다른|기사|보기|by|at|or|to|reporter|contact|writer|staff",
)
_TOLD = re.compile(r"[다요]\.")
_MAIL_MOST = 8
"""Words that may stand beside a reporter's address."""
_CREDITS_EN = re.compile(
    r"^.{3,90}\scontributed\s(?:reporting\s)?to\sthis\s(?:report|story|article)[.]?[)\]]?$|^Contributed\sby\s.{3,60}$"
    r"|^(?-i:[A-Z])[\w.'’-]+(?:\s(?-i:[A-Z])[\w.'’-]+){1,2}\sis\san?\s(?:[a-z]+\s){0,2}(?:writer|reporter|correspondent|columnist|editor)\s(?:at|for|of|on|with|based|who)\b.{2,80}$"
    r"|^\W*(?:(?:Additional )?(?:Report(?:ing|ed)|Writing|Editing|Compiled|Translated|Written|Edited|Graphics|Photographs|Produced)(?: and (?:writing|editing|reporting))? by\b)",
    re.I,
)

# The firm's own words about itself below a press release.
_ABOUT = re.compile(
    r"붙임\s?[:：\d]?\s.{2,80}|(?:About|ABOUT)\s(?:the\s)?(?:(?:[A-Z][\w.&'’-]*|of|the|and|for|&)\s?){1,6}:?|[■◇▲\[<]?\s?[가-힣A-Za-z0-9㈜ ]{2,16}\s?(?:회사\s?소개|기업\s?개요|회사\s?개요|에\s?대하여)\s?[\]>]?"
)
_STAMPED = _any(
    rf"^{_STAMP}(?:\s?(?:일시|시간|날짜|일|시각))?\s?[:：|]?\s?(?:{_DATE_KO}|{_CLOCK}|\d+\s?(?:분|시간|일)\s?전)",
    rf"^{_DATE_KO}[일.]?\s?(?:\(?[월화수목금토일](?:요일)?\)?)?\s?(?:{_CLOCK})?\s?(?:{_STAMP})?$",
    rf"^{_DATE_KO}[일.]?\s?(?:\(?[월화수목금토일]\)?)?\s?{_CLOCK}(?:\s?(?:[|·/,(]|{_STAMP}).{{0,40}})?$",
    rf"^(?:published|updated|posted|last (?:updated|modified)|first published|modified|issued|released|created|input|uploaded|date)(?: (?:at|on))?\s?[:|]?\s?(?:{_DATE_EN}|{_CLOCK}|\d+ \w+ ago|{_MONTH} \d)",
    rf"^{_DATE_EN}(?:[,\s|·\-–—at]+{_CLOCK}.{{0,25}})?(?:\s?[·|•]\s?\d+[\s-]min(?:ute)?s?(?:\sread)?)?$",
    rf"^{_CLOCK}[,\s|·]+(?:\w{{2,4}}[,\s]+)?{_DATE_EN}.{{0,10}}$",
    r"^\d+ (?:sec(?:ond)?|min(?:ute)?|hour|day)s? (?:ago|read)$",
    r"^(?:read(?:ing)? time|읽는\s?시간)\b.{0,20}$",
    r"^ATTN\b.{0,100}$",
    r"^(?:(?:보도|배포)\s?(?:일시?|시점)|담당\s?부서|책임자|담당자|(?:자료\s?)?문의처?)\s?[:：]|^(?:보도|배포)\s?(?:일시?|시점)\s\d{4}",
    r"^\d{1,2}:\d{2}\s?[ap]\.?m\.?$",
    r"^(?:조회(?:수)?|추천|views?|likes?|shares?)\s?[:：(]?\s?[\d,]+\)?$",
    flags=re.I,
)

_CONTROL_LINE = _any(
    r"(?:본문|메뉴|주\s?메뉴|전체\s?메뉴|검색|콘텐츠|컨텐츠|하단|상단|기사|푸터)(?:\s?(?:영역|내용|정보|목록))?(?:으로|로)?\s?(?:바로\s?가기|건너\s?뛰기|이동(?:하기)?)",
    r"(?:본문\s?)?(?:글자|글씨|폰트|텍스트)\s?(?:크기|사이즈|설정|확대|축소|작게|크게).{0,24}",
    r"(?:기사|본문|뉴스)?\s?(?:음성으로\s?)?(?:음성\s?)?(?:듣기|읽어\s?주기|재생(?:하기)?)(?:\s?(?:시작|중지|설정))?",
    r"(?:기사|뉴스|SNS|링크|URL|주소|이\s?기사)\s?(?:를\s?)?(?:공유|보내기|복사|기사보내기|공유하기|스크랩|저장|인쇄|프린트|번역)(?:하기)?(?:\s?(?:닫기|열기|완료|됨))?",
    r"(?:이미지|사진|그래픽|영상|동영상)\s?(?:크게\s?보기|확대(?:\s?보기)?|원본\s?보기|더\s?보기|보기|닫기)|크게\s?보기|원본\s?보기",
    r"(?:이전|다음|앞|뒤)\s?(?:기사|글|뉴스|페이지|사진)(?:\s?보기)?|목록(?:으로|보기|\s?가기)?|(?:맨\s?)?위로(?:\s?가기)?|페이지\s?(?:상단|위)(?:으로|로)?(?:\s?(?:이동|가기))?|처음으로",
    r"(?:.{0,8}\s)?(?:기자\s?페이지|기자\s?홈|기자\s?구독|기자\s?프로필)(?:\s.{0,12})?",
    r"(?:기사|뉴스|다른\s?기사|전체|목록|답글)?\s?더\s?보기|전체\s?(?:메뉴|기사|보기|뉴스)|메뉴\s?(?:열기|닫기|전체보기)?|검색(?:창|어|하기)?(?:\s?(?:입력|열기|닫기))?|(?:팝업|레이어|창)\s?(?:닫기|열기)",
    r"(?:다크|라이트|야간)\s?모드(?:로\s?보기)?|(?:AI\s?)?(?:기사\s?)?(?:요약|번역)(?:\s?(?:보기|봇|설정|하기|beta|닫기))?|(?:세|3)\s?줄\s?요약|핵심\s?요약|자동\s?요약",
    r"(?:뉴스레터|채널|네이버|카카오|유튜브|구글\s?뉴스|다음)?.{0,10}(?:구독|팔로우|채널\s?추가)(?:하기|신청|중|취소)?(?:\s?하러\s?가기)?",
    r"회원\s?(?:가입|정보)|로그\s?(?:인|아웃)(?:하기)?|마이\s?페이지|내\s?정보|고객\s?센터|앱\s?(?:다운(?:로드)?|설치)(?:하기)?",
    r"skip\s(?:to|navigation).{0,30}|jump\sto\s.{0,30}",
    r"(?:change\s|adjust\s)?(?:text|font|letter)[\s-]?size.{0,24}|(?:increase|decrease|reset|larger|smaller)(?:\s(?:text|font))?(?:\ssize)?",
    r"(?:share|save|print|e-?mail|listen(?:\sto)?|copy|bookmark|tweet|post|send|report|translate|like|gift)(?:\s(?:this|the|to|on|via|with|a))*(?:\s(?:article|story|page|link|url|news|post|friend|facebook|twitter|x|kakaotalk|kakao|linkedin|e-?mail|whatsapp|telegram|line|reddit|bookmark|error|typo|now|audio))*(?:\s\d+)?",
    r"(?:enlarge|zoom|view|expand|see|open|close|hide|show)\s(?:the\s)?(?:full\s|larger\s|original\s|all\s|more\s)?(?:image|photo|picture|gallery|screen|version|caption|menu|search|comments?|replies|article|story|more|less|all|ad|navigation)s?.{0,12}",
    r"(?:toggle|open|close|main|primary|mobile|site)\s(?:menu|navigation|search|nav)",
    r"back\sto\s(?:the\s)?(?:top|list|home|main|article).{0,12}|(?:go\s)?to\s(?:the\s)?top|scroll\s(?:up|to\stop|down)",
    r"(?:previous|next|prev)(?:\s(?:article|story|page|photo|post))?|load\smore.{0,16}|(?:show|read|view|see)\smore.{0,16}|learn\smore",
    r"(?:sign|log)[\s-]?(?:in|up|out)(?:\s/\s.{1,20})?|register(?:\snow)?|subscribe(?:\s(?:now|today|to.{0,40}))?|my\s(?:page|account|news)|create\s(?:an\s)?account|become\sa\smember",
    r"follow(?:ing)?(?:\s(?:us|me|\w+|@\w+|on|the\s(?:author|reporter)))*|unfollow|get\s(?:our|the)\s(?:app|newsletter).{0,24}|download\s(?:our|the)\sapp.{0,24}",
    r"ready\sfor\smore\W{0,2}|(?:share|discuss(?:ion)?\sabout)\sthis\spost",
    r"dark\smode|light\smode|korean|english|한국어|영어|日本語|中文|русский|español|français|عربي|arabic|language.{0,12}|.{0,12}edition",
    r"(?:leave|post|write|add|view|read|join|0|no)\s(?:a\s|the\s|your\s)?(?:comments?|conversation|discussion|reply).{0,16}|be\sthe\sfirst\sto\scomment.{0,8}",
    r"advert(?:isement|ising|orial)?s?(?:\s-.{0,24})?|sponsored(?:\s(?:content|by.{0,24}))?|promoted(?:\scontent)?|광고(?:\s?(?:문의|안내|보기|닫기|건너뛰기))?|AD",
    r"(?:terms|conditions)(?:\s(?:of|and)\s.{2,24})?|privacy(?:\s.{2,24})?|cookies?(?:\s.{2,24})?|contact(?:\sus)?|about(?:\s(?:us|this\ssite|the\scompany))?|site\s?map|rss(?:\sfeeds?)?|accessibility.{0,20}|careers|help(?:\scent(?:er|re))?|faq|code\sof\sethics|youth\sprotection.{0,10}|do\snot\ssell.{0,40}|advertise\swith\sus",
    r"(?:개인\s?정보\s?(?:처리|취급|보호)\s?(?:방침|정책)|(?:이용|서비스)\s?약관|청소년\s?보호\s?(?:정책|책임자)|회사\s?소개|고충\s?처리(?:인)?|윤리\s?(?:강령|규범)|광고\s?안내|제휴\s?(?:문의|안내)|찾아오시는\s?길|편집\s?규약|저작권\s?(?:안내|규약|정책)|사이트\s?맵|독자\s?(?:권익|투고|게시판|위원회).{0,8}|이메일\s?(?:무단\s?)?수집\s?거부|콘텐츠\s?(?:구매|판매|이용).{0,10}|인재\s?채용|PC\s?(?:버전|화면).{0,6}|모바일\s?버전)(?:\s.{0,40})?",
    r"(?:사업자\s?등록\s?번호|등록\s?번호|통신\s?판매|대표\s?전화|발행인|편집인|인터넷\s?신문|제호|대표이사|팩스|FAX|TEL|주소|청소년보호책임자|등록일|발행일|간별|우편번호|고객센터|본사)\s?[:：|.].{0,200}|(?:발행인|편집인|대표이사)\s[가-힣]{2,4}",
    r"(?:page\s)?\d{1,4}(?:\s?/\s?\d{1,4})?|[\d.,\s]+|(?:top|no)\.?\s?\d{1,2}|\d{1,2}위",
    r"(?:이\s?기사(?:가|를|에)?\s?.{0,24}(?:어때|어떠|평가|추천|유용|도움|공감).{0,24})|기사\s?(?:추천|평가|공감).{0,30}|(?:좋아요|훌륭해요|슬퍼요|화나요|후속\s?기사\s?원해요|쏠쏠정보|흥미진진|공감백배|분석탁월|후속강추|응원해요|축하해요|기대해요|놀랐어요|감동이에요|유익해요|추천해요)(?:\s?\(?\d*\)?)",
    r"(?:was|did) this (?:article|story|page).{0,40}|how (?:do|did) you (?:feel|like).{0,40}|how does this (?:article|story).{0,40}|(?:is|was) this page.{0,40}|what do you think.{0,20}|rate this.{0,20}",
    r"(?:breadcrumb|you are here|현재\s?위치|홈|home)\s?[>＞»/:›|].{0,60}",
    r"(?:검색어|키워드|이메일|아이디|비밀번호)(?:를|을)?\s?(?:입력|적어)\s?(?:하세요|해\s?주세요|주세요|하십시오)?|(?:enter|type)\s(?:a\s|your\s)?(?:search|keywords?|e-?mail|query).{0,20}",
    r"javascript.{0,60}|loading.{0,10}|please wait.{0,6}|로딩\s?중.{0,4}|이미지\s?로딩.{0,8}",
    r"(?:방송|진행|대담|출연|방송일|일시|인터뷰어|정리)\s?[:：]\s?.{1,80}",
    r"(?:topics?|tags?|keywords?|filed under|categor(?:y|ies)|섹션|분류|태그|키워드|주제)\s?[:：].{1,120}",
    r"(?:this (?:article|story) (?:was|has been|is) .{0,80}(?:translated|generated|produced|summari[sz]ed|AI|machine).{0,80})",
    flags=re.I,
)

# Cues of a broadcast script and the sentences that only hand over to a reporter or sign off.
_CUE_LINE = _any(
    r"(?:앵커|기자|리포터|리포트|아나운서|진행자|VCR|내레이션|오프닝|클로징)(?:\s?(?:멘트|맨트))?|(?:anchor|report|reporter|host|narration|opening|closing|VCR)",
    flags=re.I,
)
_HANDOVER = _any(
    rf"^(?:[^.?!\"“”]{{0,40}}[,\s])?{_NAME}\s?{_JOB}(?:가|이)?\s?(?:[^.?!\"“”]{{0,16}}\s)?(?:보도|전|취재|정리|연결|설명|분석|점검|짚어|만나|알아|살펴|준비|따라가|다녀|찾아|입니|나가)[가-힣]{{0,3}}(?:\s?(?:보|왔|갔|봤|드리|있))?[가-힣]{{0,4}}(?:니다|시죠|습니다)[.]?$",
    r"^(?:지금까지\s)?(?:[가-힣]{2,10}에서\s)?(?:[가-힣A-Za-z]{1,10}\s?(?:뉴스|방송|TV|티비)|[A-Z]{2,5}),?\s{1,2}[가-힣]{2,4}(?:입니다|이었습니다|였습니다|기자입니다)[.]?$",
    r"^[가-힣A-Za-z]{2,10},?\s{1,2}[가-힣]{2,4}입니다[.]?\s?\(\S+@\S+\)$",
    r"^지금까지\s.{2,30}(?:전해|말씀)\s?드렸습니다[.]?$|^(?:시청자|청취자)\s?여러분.{0,40}[.]?$|^안녕하(?:십니까|세요)[.,]?(?:\s.{0,40}(?:뉴스|입니다).{0,10})?$",
    r"^(?:(?:our|the)\s)?(?:(?-i:[A-Z])[\w'’]*\s){0,2}(?:reporter|correspondent)s?,?\s(?-i:[A-Z])[\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}\s(?:has|have|had|reports?|brings?|tells?|explains?|takes?|files?|filed|covers?|is\s(?:at|there|live|in)|with|looks?|joins?|was)\b[^\"“”]{0,140}$",
    r"^our\s(?:[A-Z][\w.'’-]+\s){1,4}(?:has|have|reports?|explains?|tells?|takes?|is|with|looks?|brings?)\b[^\"“”]{0,80}$",
    r"^(?:[A-Z][\w.'’-]+\s?){1,3},\s(?:[A-Z][\w.]*\s){0,4}(?:News|Radio|TV|Television|Broadcasting)[.]?$",
    r"^(?:this\sis|i['’]m|for|from)\s[^.\"“”]{2,40}\s?(?:news|TV|broadcasting)[^.\"“”]{0,40}[.]?$|^this\s(?:is|has\sbeen)\s(?:[A-Z][\w.'’-]+\s){1,3}(?:reporting|for\s|with\s|in\s)[^.\"“”]{0,40}[.]?$",
    r"^(?:this\sis|i['’]m)\s(?:[A-Z][\w.'’-]+\s){0,3}[A-Z][\w.'’-]+,\s[A-Z][^.\"“”]{1,40}[.]?$",
    r"^(?-i:[A-Z])[\w.'’-]+(?:\s(?-i:[A-Z])[\w.'’-]+){0,2}\s(?:reports|has\s(?:more|the\s(?:story|details|latest)))[.]?$",
    r"^(?:good\s(?:evening|morning|afternoon)|hello|welcome)\b[^\"“”]{0,60}\b(?:news|watching|program|broadcast|listening|bulletin|back|to\s[A-Z])\b[^\"“”]{0,60}$",
    flags=re.I,
)
# A speaker's name on a line of its own: "EUN BA-DA, HOST:", "[Soundbite] Prof. Moon (Hanbit University):".
_SPEAKER = re.compile(
    r"[A-Z][A-Z.'’\- ]{2,30}(?:,\s[A-Z ]{2,24})?:|[\[<〈](?:Soundbite|Interview|인터뷰|녹취|SOT)[\]>〉]\s?[^.\"“”…]{2,40}(?:[:：]|[/(][^.\"“”…]{2,40}\)?)"
)
# "[Kim Cheol-su/Head of Sales: "…"]": what a person says in a broadcast is story, whoever he works for.
_SOUNDBITE = re.compile(
    r"[\[(【<〈][^\[\]\"“”:：]{1,70}[:：/,]?\s?[\"“‘'].{4,}[\"”’'.]\s?[\])】>〉]?\Z|[\[【][^\[\]:：]{2,60}[:：]\s?[^\[\]]{12,}[\]】]\Z"
)

_LIST_HEADING = _any(
    r"(?:관련|연관)\s?(?:기사|뉴스|키워드|태그|영상|콘텐츠|이슈|글|링크|정보|포토|사진)(?:\s?(?:더\s?보기|보기|목록|\d+))*",
    r"(?:오늘|이번\s?주|지금|실시간|주간|일간|월간|네티즌이?|독자가?|분야별|섹션별|.{1,6}\s)?\s?(?:가장\s?)?많이\s?(?:본|읽은|찾는|검색한|공유된|공유한|추천한|댓글)\s?.{0,10}",
    r"(?:실시간|오늘의?|인기|주요|추천|최신|핫|헤드라인|화제의?|속보|랭킹|베스트|포토|동영상|영상|스폰서|이슈|긴급|종합|전체|다른|톱|주간|이\s?시[각간]|지금|방금)\s?(?:의\s?)?(?:실시간\s?|인기\s?|주요\s?|추천\s?|최신\s?|핫\s?|많이\s?본\s?|뜨는\s?|화제의?\s?)*(?:기사|뉴스|이슈|랭킹|검색어|급상승(?:\s?검색어)?|영상|동영상|클릭|포토|콘텐츠|토픽|헤드라인|칼럼|픽|순위|키워드|화보|링크|소식|보도|글)(?:\s?(?:TOP|톱|BEST|베스트)?\s?\d*)(?:\s?(?:더\s?보기|보기|전체보기))?",
    r"헤드라인|핫\s?이슈|핫\s?클릭|핫\s?뉴스|(?:에디터|편집자|MD|데스크)(?:의|'s)?\s?(?:픽|추천|초이스|pick|s?\s?choice).{0,6}|오피니언|포토\s?(?:뉴스|갤러리|무비)",
    r"(?:이\s?기사와\s?)?(?:함께|같이|이어서?)\s?(?:보면|읽으면|볼\s?만한|읽을\s?만한|많이\s?본|본|읽은)\s?.{0,14}|놓치면?\s?(?:안\s?될|아쉬운|안\s?되는|아까운).{0,10}|놓치지\s?마세요.{0,4}|당신이?\s?(?:관심|좋아|놓친).{0,20}|(?:회원님|독자)(?:을|를)?\s?위한.{0,12}|이런\s?(?:기사|뉴스)(?:는|도)?\s?.{0,14}|비슷한\s?(?:기사|뉴스)",
    r"(?:.{0,14}\s)?(?:기자(?:의|가\s?쓴)?|작성자의|이\s?기자의)\s?(?:다른|최신|전체|주요|인기)?\s?(?:기사|뉴스)(?:\s?(?:보기|더\s?보기|전체보기))?",
    r"related(?:\s(?:articles?|stories|news|coverage|content|posts?|links?|topics?|items?|videos?|keywords?|tags?|reading|reports?))?(?:\s\d+)?",
    r"recommended(?:\s(?:for\syou|articles?|stories|news|by\s.{2,20}|reading|videos?))?|you\s(?:may|might|will|should)\s(?:also\s)?(?:like|be\sinterested|enjoy|have\smissed).{0,14}|people\salso\s(?:read|like).{0,10}",
    r"(?:most|top)\s?(?:-\s?)?(?:read|viewed|popular|shared|commented|liked|watched|clicked|stories|news|headlines|articles|picks|videos)(?:\s(?:articles?|stories|news|today|now|this\sweek|in\s.{2,20}|\d+))*",
    r"(?:popular|trending|latest|breaking|recent|featured|hot|new(?:est)?|today'?s|today’s|other|similar|must)(?:\s(?:now|on\s.{2,16}|in\s.{2,16}|articles?|stories|news|headlines?|topics?|posts?|videos?|photos?|picks?|issues?|updates?|keywords?|reads?|top|today|read))+",
    r"trending|popular|headlines?|more\sheadlines|just\sin",
    r"more\s(?:from|on|about|in|by|stories|news|articles|headlines|coverage|top|like)\b.{0,40}|also\s(?:read|see|on|in)\b.{0,40}|see\salso\b.{0,60}|read\s(?:also|next|more|on)\b.{0,60}|up\snext.{0,20}|what\sto\sread(?:\snext)?|don'?t\smiss.{0,20}|in\scase\syou\smissed\sit|in\sother\snews|from\s(?:around\s)?the\sweb|around\sthe\sweb|next\s(?:article|story|up).{0,60}|previous\s(?:article|story).{0,60}",
    r"(?:editors?'?s?|editor’s|editors’|our|staff|reader)'?\s(?:picks?|choices?|favou?rites?)|picks?\sfor\syou|for\syou|hot\s(?:issues?|topics?)|special\s(?:reports?|coverage)|photo\s?(?:news|gallery|galleries|of\sthe\sday)|videos?|multimedia|newsletters?|sponsored\slinks?|paid\scontent|promoted\slinks?|partner\scontent",
    flags=re.I,
)

_COMMENT_HEADING = _any(
    r"댓글(?:\s?(?:\d[\d,]*|쓰기|보기|작성|남기기|펼치기|열기|운영\s?원칙))?(?:\s?개)?|의견\s?(?:쓰기|남기기|\d+)|첫\s?(?:번째\s?)?댓글.{0,14}|전체\s?댓글.{0,8}|최신순|공감순|BEST\s?댓글",
    r"comments?(?:\s?\(?\d[\d,]*\)?)?|\d[\d,]*\scomments?|(?:reader\s)?comments?|conversation|discussion",
    flags=re.I,
)

_TAG_LINE = re.compile(r"(?:[#＃][^\s#＃]+(?:\s[^\s#＃]{1,20}){0,2}[\s,]*)+")
_KO_BYLINE = re.compile(
    rf"(?:[(\[【][^)\]】]{{1,24}}[)\]】]\s?)?(?:(?:글|사진|취재|영상|편집|그래픽|정리|촬영)[·ㆍ,/\s]*)*[=:：]?\s*"
    rf"(?:{_NAME}(?:\s?[·ㆍ,/]\s?{_NAME}|\s{_NAME})*\s?{_JOB}|{_JOB}\s?[=:：]?\s?{_NAME}|[가-힣A-Za-z]{{2,10}}\s?=\s?{_NAME}\s?{_JOB})"
    rf"(?:\s?[·ㆍ,/|]?\s?{_NAME}(?:\s?[·ㆍ,]\s?{_NAME})*\s?{_JOB}){{0,4}}(?:\s?[(\[<]?{_MAIL}[)\]>]?)*\s?[=＝]?(?:\s?(?:구독|구독하기|팔로우|기자\s?페이지|다른\s?기사|응원|{_STAMP}.{{0,30}}))*"
)
_KO_ROLE_LINE = re.compile(
    rf"(?:글|사진|취재|영상|편집|그래픽|정리|촬영|영상편집|영상취재|구성|연출)(?:[·ㆍ,/]\s?\w{{2}})*\s?[=:：]\s?{_NAME}(?:[\s·,/]{{1,3}}(?:\w{{2,4}}\s?[=:：]\s?)?{_NAME}){{0,4}}(?:\s?{_JOB})?"
)
_WORK = r"(?:글|취재|사진|영상|촬영|그림|정리|편집|그래픽|일러스트)(?:·(?:글|사진|영상|그림))?"
_KO_CREDITS = re.compile(
    rf"{_WORK}\s?[=:：]?\s?{_NAME}(?:\s?{_JOB})?(?:\s?[/|·,]\s?{_WORK}\s?[=:：]?\s?{_NAME}(?:\s?{_JOB})?)+"
)
_EN_NAME = r"[A-Z][\w.'’\-]+(?:\s(?:[A-Z][\w.'’\-]*|de|van|von|bin|al)){1,4}"
_EN_BYLINE = _any(
    rf"(?:(?i:(?:Story|Photos?|Photographs?|Pictures|Illustrations?|Words|Written|Report(?:ed)?|Text|Video)\s)?[Bb][Yy]:?\s{_EN_NAME}(?:\s?[|/·]\s?)?)*(?:(?i:Story|Photos?|Photographs?|Pictures|Illustrations?|Words|Written|Report(?:ed)?|Text|Video)\s)?[Bb][Yy]:?\s{_EN_NAME}(?:(?:,\s|\sand\s|,\sand\s|\s&\s|\s\|\s){_EN_NAME})*(?:[,|]?\s?(?:.{{0,30}}(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?|[Ee]ditors?|Press|News|Times|Herald|Agency|Staff|Desk))?)?(?:[\s|,(]*{_MAIL}\)?)?",
    r"[Bb][Yy]:?\s(?:[A-Z][\w.'’\-]+\s){0,4}(?:[Ss]taff|[Nn]ews|[Dd]esk|[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?|Agencies|AP|AFP|Reuters)(?:\s[\w]+){0,2}",
    rf"{_EN_NAME}(?:,\s|\s)(?:[Ss]taff|[Ss]enior|[Cc]hief|[Cc]ontributing|[Ii]ntern)?\s?(?:[Rr]eporter|[Cc]orrespondent|[Ww]riter|[Ss]taff writer)s?",
    rf"(?:[Rr]eporter|[Aa]uthor|[Ww]riter|[Cc]orrespondent)s?:?\s{_EN_NAME}",
)

AGENCY = r"(?:Yonhap|연합뉴스(?:TV)?|뉴시스|뉴스1|뉴스원|Newsis|News1|AP|AFP|EPA|Reuters|로이터|Getty(?: Images)?|게티(?:이미지(?:뱅크|코리아)?)?|UPI|TASS|타스|KCNA|조선중앙통신|Xinhua|신화|신화통신|Kyodo|교도|교도통신|Bloomberg|블룸버그|DPA|dpa|AP통신|AFP통신|EPA통신|셔터스톡|Shutterstock|픽사베이|Unsplash)"
CREDIT_WORDS = r"(?:제공|자료\s?사진|자료\s?화면|자료|사진|캡처|캡쳐|갈무리|공동\s?취재(?:단|사진)|(?:국회|청와대|대통령실|공동|국방)?\s?사진\s?(?:기자단|공동취재단)|기자단|촬영|그래픽|일러스트|독자|재판매|DB|출처|홈페이지|페이스북|인스타그램|트위터|유튜브|통신|뉴스|일보|신문|방송|TV|일러스트레이션|합성|뱅크|엑스|텔레그램)"
_KO_CAPTION = _any(
    r"재판매\s?및\s?DB\s?금지",
    rf"\[[^\[\]]*{CREDIT_WORDS}[^\[\]]*\]\s*$",
    r"[.다]\s?\[(?!\s?(?:\^?\d|[ivxIVX]{1,5}\s?\]|[a-z]\s?\]|각?주|[Nn]otes?|[Cc]itation|[Ff]n|[Rr]ef))(?=[^\[\]]*[A-Z가-힣])[^\[\]]{2,40}\]\s*$",
    rf"[(（<〈][^()（）<>〈〉]*(?:{CREDIT_WORDS}\s*[=:/]|{CREDIT_WORDS}\s*(?:제공)?\s*$|{AGENCY})[^()（）<>〈〉]*[)）>〉]\s*$(?<!했다\))",
    r"(?:^|[\s.|])(?:사진|그래픽|영상|자료|출처|이미지|일러스트|포토)\s?(?:제공|출처)?\s?[=:：/|ㅣ]\s?\S.{0,40}$",
    r"/\s?(?:사진|그래픽|자료)\s?[=:：]?\s?\S.{0,30}$",
    rf"(?:[=/ㅣ]|[.다]\s?\|)\s?{AGENCY}(?:\s?(?:제공|자료사진|사진))?\s*$",
    r"(?:[.다]|\S)\s(?:19|20)\d\d[.\-]\s?\d{1,2}[.\-]\s?\d{1,2}\.?\s?(?:[\[(/ⓒ<][^\])>]{0,50}[\])>]?|\S+@\S+|[가-힣]{2,4}\s?기자.{0,30})?\s*$",
    r"[.다]\s?/\s?[가-힣A-Za-z·\s]{2,20}(?:기자단?|제공|캡처|갈무리|DB)\s*$",
    r"^[▲◀▶△▷◁↑←→▼]\s?.{2,120}(?:모습|장면|전경|조감도|사진|현장|표지|포스터|캡처|화면|이미지|그래픽)[.]?(?:\s?[\[(/].*)?$",
    r"^\W{0,3}(?:사진|그래픽|영상|자료|이미지|사진\s?설명|포토)\s?[=:：|]",
)
_EN_CREDIT = rf"(?:{AGENCY}|PHOTO NOT FOR SALE|Photo(?:s)?\b.{{0,60}}|[^()]{{0,60}}\b(?:[Pp]hotos?|[Ii]mages?|via [A-Z].{{0,40}}|[Hh]andout|[Cc]ourtesy.{{0,50}}|[Ff]ile|[Pp]ool|DB|[Pp]rovided.{{0,50}}|[Cc]apture[d]?.{{0,40}}|[Ss]creenshot.{{0,40}}|[Cc]redit.{{0,40}}|[Gg]raphic.{{0,20}})\b[^()]{{0,40}})"
_PHOTO = r"(?:photo(?:graph)?s?|images?|picture|screenshot|composite|graphic|illustration|rendering|screen grab|footage|video still|map)"
_EN_CAPTION = _any(
    rf"\((?:{_EN_CREDIT})\)(?:\s?\([^()]{{2,60}}\))*\s*$",
    r"[.!?][”\"’]?\s?\((?!END\)|[^()]*[.!?]\s*\))[A-Z][^()]{1,60}\)(?:\s?\([^()]{2,60}\))*\s*$",
    rf"^(?:This|These|The|An?)\s(?:(?:undated|combined|composite|file|handout|captured?|satellite|aerial|combination|pool|recent|graphic|computer-generated|archive)\s)*{_PHOTO}\b.{{0,160}}\b(?:shows?|showing|depicts?|taken|provided|captured|released|illustrates?|courtesy)\b",
    rf"\b(?:in|shows?|seen in|shown in|on)\s(?:this|an?)\s(?:(?:undated|combined|composite|file|handout|captured?|satellite|aerial|combination|pool|{_MONTH}|\d{{1,2}},?|\d{{4}})\s){{0,5}}{_PHOTO}\b",
    r"^\W{0,3}(?:(?:[Ff]ile\s)?(?:Photo|PHOTO|Image|Picture|Graphic|Caption|Credit|Source|FILE PHOTO)s?)(?:\s(?:by|courtesy|credit|caption|provided|taken))?\s?[:|=/-]",
    r"^(?:Photo|Image|Picture|Graphic)s?\s(?:by|courtesy of|credit|via)\s",
    r"(?:\s|^)(?:/|\||—|–|-)\s?(?:Photo|Image|Courtesy|Credit|Source|Graphic)s?\b.{0,60}$",
    rf"[.]\s(?:{AGENCY})(?:[-/\s]{AGENCY})*\s*$",
    r"[.]\s(?:Photo|Image|Picture|Courtesy|Credit|Graphic)s?\s?(?:by|of|courtesy of|credit|:|/)\s?.{2,60}$",
)

_OWNED_PICTURE = re.compile(r"^[^(\[<〈ⓒ©]{6,200}[(\[<〈]\s?(?:ⓒ|©|\(c\)|저작권)[^()\[\]]{2,60}[)\]>〉]\s*$")
# What a line can say only of a picture, wherever it stands.
_CERTAIN_CAPTION = _any(
    r"^[^()]{4,40}\s\([가-힣]{2,8}=[^()]{2,20}\)\s?[가-힣]{2,4}\s?기자\s?=\s?\d{1,2}일.{4,120}(?:있다|모습이다|보인다)[.].{0,40}$",
    r"재판매\s?및\s?DB\s?금지",
    r"^[▲◀▶△▷◁↑←→▼]\s?.{2,120}(?:모습|장면|전경|조감도|사진|현장|표지|포스터|캡처|화면|이미지|그래픽)[.]?(?:\s?[\[(/].*)?$",
    r"^\W{0,3}(?:사진|그래픽|영상|자료|이미지|사진\s?설명|포토)\s?[=:：|]",
    r"^사진\s?(?:왼쪽|오른쪽|위|아래|앞줄|뒷줄|가운데|속)",
    r"^!\[.{0,400}\]\(\S{4,300}\)?$",
    r"^[\[(](?:Photo|Image|Picture|Graphic|Screenshot|사진|그래픽|이미지)\b[^\[\]()]{0,60}[\])]\s?\S",
    rf"^(?:This|These|The|An?)\s(?:(?:undated|combined|composite|file|handout|captured?|satellite|aerial|combination|pool|recent|graphic|computer-generated|archive)\s)*{_PHOTO}\b.{{0,160}}\b(?:shows?|showing|depicts?|taken|provided|captured|released|illustrates?|courtesy)\b",
    rf"\b(?:in|shows?|seen in|shown in|on)\s(?:this|an?)\s(?:(?:undated|combined|composite|file|handout|captured?|satellite|aerial|combination|pool|{_MONTH}|\d{{1,2}},?|\d{{4}})\s){{0,5}}{_PHOTO}\b",
    r"^\W{0,3}(?:(?:[Ff]ile|FILE)\s[Pp](?:hoto|HOTO|icture)s?|(?:Photo|PHOTO|Image|Picture|Graphic|Caption|Credit|Source)s?)(?:\s(?:by|courtesy|credit|caption|provided|taken))?\s?[:|=/-]",
    r"^(?:Photo|Image|Picture|Graphic)s?\s(?:by|courtesy of|credit|via)\s",
)

# Sentences that speak to the reader of the page rather than tell the story.
_TO_READER = _any(
    r"(?:구독|알림|채널|앱|뉴스레터|이메일|회원\s?가입|로그인|댓글|공유|클릭|다운로드|제보|신청|문의).{0,50}(?:세요|십시오|시오|해요|바랍니다|드립니다|가능합니다|됩니다|있습니다|주세요|보세요|만나\s?보)[.!]*\s*$",
    r"^(?:이|본|해당)\s?(?:기사|콘텐츠|글|사이트|누리집|웹사이트|홈페이지|서비스|번역|번역문|자료|레터|뉴스레터|메일|보도|뉴스)(?:는|은|의|를)\s.{0,80}(?:습니다|바랍니다|합니다|됩니다|입니다|있음|금지)[.]?\s*$",
    r"^\W*an?\sofficial\s(?:government\s)?(?:website|site|page)\sof\b.{0,80}$",
    r"^(?:[^.]{0,20}\s)?쿠키를\s(?:사용|이용|활용).{0,80}$|^\[?바로\s?잡습니다\]?.{0,160}$|^\W*(?:외부\s)?(?:필자|기고|칼럼|독자|원고).{0,40}다를\s수\s있(?:습니다|음|다)\W*$",
    r"^\W*(?:여기서부터|이후|이어지는|이하|전체|나머지)\S*\s.{0,40}(?:회원|구독자|로그인|유료).{0,40}(?:있습니다|표시됩니다|제공됩니다|가능합니다)\W*$|^.{2,30}(?:후원|구독료|성금)(?:으로|로)\s(?:만듭니다|만들어집니다|운영됩니다|제작됩니다).{0,20}$",
    r"^.{2,40}(?:올리면|누르면|클릭하면|터치하면|움직이면|선택하면)\s.{1,30}(?:보입니다|나타납니다|볼\s수\s있습니다|확인할\s수\s있습니다)[.]?$",
    r"^\W*(?:오피니언|독자|이\s)\s?(?:면|지면|란)(?:은|는)\s.{2,80}$",
    r"^this\s(?:interview|conversation|transcript|story|article)\shas\sbeen\s(?:lightly\s)?(?:edited|condensed|translated|abridged)\b.{0,80}$",
    r"^a\sversion\sof\sthis\s(?:article|story|piece)\s(?:first\s)?(?:appear|ran|was)\w*\b.{0,200}$",
    r"^the\s(?:author|writer|columnist)\sis\s(?:an?|the)\s.{2,120}$|^.{0,100}\bviews\sexpressed\b.{2,120}$|^translation\sby\s.{2,80}$",
    r"^you\s(?:have|['’]ve)\s.{0,30}\b(?:free\s)?(?:articles?|stories|views)\s(?:left|remaining)\b.{0,80}$|^you\sare\sreceiving\sthis\b.{0,100}$|^.{2,60}\buse\s(?:the\s)?code\s[A-Z0-9]{3,}\b.{0,30}$",
    r"^[가-힣]{2,4}\s?(?:기자|작가|칼럼니스트|교수|연구원|논설위원|에디터|팀장)(?:는|은)\s[^\"“”]{2,60}(?:씁니다|입니다|합니다|다룹니다|전합니다|있습니다)[.]?$",
    r"^\W*(?:오늘|이번)\s?(?:의\s)?(?:레터|뉴스레터|기사|콘텐츠|소식|이야기)(?:는|가|도)?\s.{0,16}(?:어땠|어떠|어떻|어때|좋았|유익|도움).{0,12}$",
    r"^\W*thanks\sto\s.{2,80}\sfor\s(?:(?:copy[\s-]?)?editing|(?:their|his|her)\s(?:help|feedback|input)|reporting|proofreading|translat\w+)\b.{0,40}$",
    r"^\W*(?:the\s)?forward-looking\sstatements?\b.{0,200}$",
    r"^\W*this\sis\san?\s(?:english\s|abridged\s|edited\s|machine\s|unofficial\s)*(?:translation|version|summary)\b.{0,160}$",
    r"^\W*this\s(?:english\s|unofficial\s)?(?:text|translation|version|summary|release|document)\sis\s(?:provided|offered|intended|for)\b.{0,160}$|^.{0,60}\b(?:korean|original)\s(?:text|original|version|language\sversion)\s(?:shall\s)?(?:prevail|take)s?\b.{0,80}$",
    r"^\W*for\s(?:more\s|further\s|all\s|media\s|press\s|other\s)*(?:inquir(?:y|ies)|information|details|questions|enquiries)\b.{0,24}\b(?:contact|visit|call|e-?mail|see|reach)\b.{0,140}$",
    r"^\W*(?:admission|opening\shours|hours|address|getting\sthere|parking|tickets?|entry\sfee|venue|phone|tel|website|booking|reservations?|where\sto\sstay)\s?:\s.{1,110}$",
    r"^\W*(?:입장료|관람료|이용\s?시간|운영\s?시간|관람\s?시간|이용료|찾아가는\s?길|가는\s?길|주차|예약|예매|휴관일?|홈페이지|누리집)\s?[:：]\s?.{1,80}$",
    r"(?:저작권법|관련\s?법).{0,40}(?:보호|처벌|금지).{0,30}(?:습니다|받습니다|니다)[.]?\s*$",
    r"^(?:※|☞|▶|👉|\*|■|○)?\s?(?:우울감|자살\s?예방|도움이\s?필요|말하기\s?어려운|극단적).{0,120}(?:세요|있습니다|상담).{0,60}$",
    r"^(?:correction|clarification|editor['’]?s note|(?:affiliate |full )?disclosure)\s?:.{0,200}$|^SOURCE:?\s(?-i:[A-Z]).{2,60}$",
    r"^this\s(?:article|story|piece|essay|interview)\s(?:(?:first|originally)\s)?appear(?:s|ed)\b.{0,100}$",
    r"^\W*(?:AI\s?)?(?:자동\s?)?요약\s?[:：].{0,200}$|본문(?:의\s?내용)?과\s다를\s수\s있습니다[.]?\s*$",
    r"^(?:sign|log)\s(?:up|in)\b.{0,160}$|^subscribe\b.{0,160}$|^click\b.{0,120}$|^tap\s(?:here|to)\b.{0,120}$|^follow\s.{0,60}\bon\s(?:X|Twitter|Facebook|Instagram|Telegram|YouTube|LinkedIn|social|WhatsApp|KakaoTalk|Threads)\b.{0,80}$",
    r"^(?:get|receive)\s(?:the|our|breaking|daily|all)\b.{0,100}\b(?:inbox|newsletter|app|alerts?|e-?mail|delivered|notifications?)\b.{0,40}$|^download\b.{0,60}\bapps?\b.{0,60}$|^join\s(?:us|our|the\s(?:conversation|discussion))\b.{0,100}$",
    r"^(?:we|this\s(?:site|website|page))\suses?\scookies\b.{0,300}$|^by\s(?:continuing|clicking|signing|subscribing|using)\b.{0,200}\b(?:agree|accept|consent|policy|terms)\b.{0,100}$|^(?:accept|reject|manage)\s(?:all\s)?cookies.{0,20}$",
    r"^(?:this\s(?:article|story|report)\s(?:was|is|has\sbeen)\s)?(?:(?:machine|automatically)[\s-])?translated\s(?:and\sedited\s)?(?:from|by|into|with|using)\b.{0,200}$|^(?:edited|reviewed|proofread)\sby\s.{2,60}$",
    r"^(?:this|the)\s(?:article|story|content|site|report|translation|summary)\s(?:was|is|has\sbeen|may)\b.{0,140}\b(?:translat|generat|AI|artificial|syndicat|republish|feed|sponsor|affiliate|updated\sto|corrected|paywall|protected|automat|machine|wire\sservice|edited\sby)\w*\b.{0,120}$",
    r"^(?:if\syou\s(?:have|are|would|want|find|need|or\ssomeone)|do\syou\shave|have\syou|want\sto|need\sto|got\s(?:a|an)|already\s(?:a|have)|thank\syou\sfor|your\s(?:email|e-mail|support|privacy|browser|comment)|support\s(?:our|independent|us))\b(?=.*\b(?:contact|e-?mail|subscri\w+|newsletter|app|account|comments?|tips?|share|article|story|stories|sign|site|website|support|supporting|browser|javascript|question|feedback|hotline|helpline|call|reading|journalism|log|us|inbox|member\w*)\b).{0,220}[.?!:]\W*$",
    r"^(?:please\s(?:enable|disable|note|contact|read|send|leave|sign|log|subscribe|support|use|see|email)|enjoyed\sthis|stay\s(?:informed|up\sto\sdate|updated|tuned|connected)|never\smiss|be\sthe\sfirst)\b.{0,160}$",
    r"\b(?:sign\sup|subscribe|register|click|tap|donate|enrol)\s(?:here|now|today)\b.{0,20}$|\bnewsletters?\b.{0,80}\b(?:you|your)\b|\bnews\syou\sneed\b",
    r"^(?:readers?|users?|subscribers?)\s(?:can|may|must|who)\b.{0,120}\b(?:comment|subscribe|app|newsletter|sign)\w*\b.{0,60}$",
    flags=re.I,
)
_PAGE_KO = re.compile(
    r"글자|글씨|폰트|크기|본문|브라우저|기기|동그라미|슬라이드|버튼|클릭|터치|설정|재생|듣기|음성|번역|요약|원문|로그인|페이지|화면|"
    r"보도자료|제공|만족|누리집|접속|구독|알림|읽어주기|기능|크롬|사용|이용|확대|이미지|공유|댓글|기사|뉴스|소식|서비스|작동|표시|안내|저작권|콘텐츠|줄거리|맥락|인공지능|ai|속보|채널|홈페이지"
)
_PAGE_EN = re.compile(
    r"\b(?:text|font|page|browser|article|button|click|translat\w+|summar\w+|audio|listen|share|subscrib\w+|newsletter|site|website|"
    r"app|account|cookies?|ai|generated|content|comments?|feedback|editors?|device|javascript|version|original)\b"
)
_PAGE_STRONG = re.compile(
    r"글자|글씨|폰트|본문|브라우저|동그라미|버튼|클릭|터치|듣기|읽어주기|재생|요약|원문|보도자료|로그인|페이지|댓글|구독|저작권|줄거리|기사|드립니다|"
    r"\b(?:text size|font|page|browser|article|button|click|translat\w+|summar\w+|listen|newsletter|cookies?|comments?|javascript)\b"
)
# The manner of a notice: present tense or a request, never what was done.
_NOTICE = re.compile(
    r"(?:(?<![가-힣])수\s?(?:있|없)습니다|[합됩입갑랍옵립집깁닙]니다|[높낮같많좋않]습니다|세요|십시오|[십습합됩]니까|바람|기기의|요망)[.!?]?\s*\Z"
    r"|^(?!.*\b(?:[A-Z][a-z]+day)\b)(?:this|the|please|you|we|your|to|for|some|if|all|click|tap)\b.{10,}[.!]?\s*\Z",
    re.I | re.S,
)
# What somebody did: an active past tense, which no notice has ("is provided", "was translated" are passive).
_DONE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )(?<!\band )(?<!\bly )(?<!\b[Nn]ot )\b(?!(?:need|feed|related|used|required|provided|based|generated|translated|edited|summarized|powered|sponsored|recommended)\b)[a-z]{3,}ed\b"
    r"|\b(?:said|told|made|took|came|went|gave|found|began|held|fell|rose|left|won|lost|met|sent|brought)\b"
)
_QUOTED = re.compile(r"[\"“”]")
_FULL_STOP = re.compile(r"[^.]\.[\"'”’)\]]*\Z")
_BIG_PAGE_LINE = 400
"""A line longer than this is never furniture by its words: they would have to stand in a whole paragraph."""


@lru_cache(maxsize=8192)
def certain_caption(text: str) -> bool:
    """Tell whether a line can only be the caption of a picture."""
    return len(text) <= _BIG_PAGE_LINE + 200 and bool(_CERTAIN_CAPTION.search(text))


@lru_cache(maxsize=8192)
def mark_of(text: str, picture: bool = True) -> Mark | None:
    """Return what the words of one line (NFC, white space folded) say of its role, or None if it may be story.

    The order matters: a credit makes a caption of a line that also says "do not reproduce". Without `picture` the line
    is known to be none.
    """
    if len(text) > _BIG_PAGE_LINE:
        return None
    bare = text.strip(_DECORATION)
    if not bare:
        return _FURNITURE
    if _END_LINE.fullmatch(text):
        return _FINAL
    if _SPEAKER.fullmatch(text):
        return _FURNITURE
    if _SOUNDBITE.match(text):
        return None
    # A headline with its photo credit ends like a caption; a sentence of the story does not.
    if _KO_CREDITS.fullmatch(text):
        return _BYLINE
    if picture and (_KO_CAPTION.search(text) or _EN_CAPTION.search(text)):
        # "사진 설명. (ⓒ노래통신, 무단 전재 금지)" is a caption; the bracket alone is the page's copyright.
        legal = text[0] in "(<[〈（ⓒ©" and "DB" not in text and len(text) < 40 and _LEGAL.search(text)
        return _FINAL if legal else _CAPTION
    if "@" in text and _is_mail_line(text):
        return _SIGNED
    if _OWNED_PICTURE.search(text):
        return _CAPTION
    if _LEGAL.search(text):
        return _FINAL
    if _TIP.search(text):
        return _SIGNED if len(text) < 120 else _FURNITURE
    if _CREDITS_EN.match(text):
        return _SIGNED
    if _ABOUT.fullmatch(text):
        return _FINAL
    short = len(text) <= 120
    if (len(bare) <= 14 and _CUE_LINE.fullmatch(bare)) or (short and _HANDOVER.search(text)):
        return _FURNITURE
    if short and _STAMPED.search(bare):
        return _FURNITURE
    if (
        _KO_BYLINE.fullmatch(text.strip(" -·|"))
        or _KO_ROLE_LINE.fullmatch(bare)
        or (short and _EN_BYLINE.fullmatch(text.strip(" -·|")))
    ):
        return _BYLINE
    if short and _TAG_LINE.fullmatch(text):
        return _FURNITURE
    # "Seoul." and "No more." end a sentence whose beginning stands on the line above.
    if _FULL_STOP.search(text):
        return _FURNITURE if _speaks_to_reader(text) else None
    if len(bare) <= 30 and _COMMENT_HEADING.fullmatch(bare):
        return _FINAL
    if len(bare) <= 60 and _LIST_HEADING.fullmatch(bare):
        return _SOFT
    if len(bare) <= 220 and _CONTROL_LINE.fullmatch(bare):
        return _FURNITURE
    if short and _is_menu(bare):
        return _FURNITURE
    return _FURNITURE if _speaks_to_reader(text) else None


def talks_of_the_page(text: str) -> bool:
    """Tell whether a line at the edge of a page speaks of the page: two of its words, and the manner of a notice."""
    if len(text) > 160 or _QUOTED.search(text[1:-1]):
        return False
    text = text.strip('"“”')
    if not _PAGE_STRONG.search(text.lower()) or (text.isascii() and _DONE.search(text)):
        return False
    words = {word for pattern in (_PAGE_KO, _PAGE_EN) for word in pattern.findall(text.lower())}
    return len(words) >= 2 and (bool(_NOTICE.search(text)) or (not _TOLD.search(text[-3:]) and len(words) >= 3))


def _speaks_to_reader(text: str) -> bool:
    return bool(_TO_READER.search(text)) and not _QUOTED.search(text)


def _is_mail_line(text: str) -> bool:
    """Tell whether a line is nothing but addresses with names and titles."""
    rest, found = _MAIL_ADDRESS.subn(" ", text)
    words = re.findall(r"[\w.\-]*\w", rest)
    if _TOLD.search(rest):
        return False
    return found > 0 and len(words) <= _MAIL_MOST and all(_MAIL_WORD.fullmatch(word) for word in words)


def _is_menu(bare: str) -> bool:
    """Tell whether a line is nothing but names of sections, networks and buttons."""
    words = [word for word in _SPLIT.split(bare.lower()) if word]
    if not words:
        return True
    known = sum(word in CONTROL_WORDS or word in SECTION_WORDS or word.isdigit() for word in words)
    return known == len(words) or (len(words) >= 5 and known >= 0.8 * len(words))

"""Words that lines of page furniture are made of, in lower case."""

# ruff: noqa: E501 - word lists.
from __future__ import annotations

__all__ = ["CONTROL_WORDS", "SECTION_WORDS"]

CONTROL_WORDS = frozenset(
    (
        # networks and messengers
        "facebook twitter x instagram youtube linkedin whatsapp telegram reddit pinterest kakaotalk kakao kakaostory line naver band blog "
        "threads tumblr messenger wechat weibo flipboard google rss sns bluesky mastodon tiktok "
        "페이스북 트위터 엑스 인스타그램 유튜브 링크드인 카카오톡 카카오스토리 카카오 카톡 네이버 밴드 블로그 네이버블로그 네이버밴드 라인 텔레그램 "
        "왓츠앱 스레드 핀터레스트 구글 다음 "
        # buttons
        "share shares sharing copy link url e-mail email mail print save bookmark scrap listen play pause stop mute follow following like "
        "likes comment comments reply report close open menu search login logout register subscribe newsletter "
        "sign log in up out join home top back next previous prev more less zoom enlarge expand text font size a a+ a- + - aa "
        "small medium large normal default skip tts translate tweet post send copied cancel ok yes no edit delete original view all "
        "공유 공유하기 복사 링크복사 링크 주소복사 url복사 인쇄 프린트 인쇄하기 저장 스크랩 북마크 듣기 기사듣기 음성듣기 번역 댓글 댓글쓰기 답글 신고 닫기 열기 메뉴 "
        "전체메뉴 검색 검색하기 로그인 로그아웃 회원가입 가입 구독 구독하기 구독중 뉴스레터 알림 홈 홈으로 위로 맨위로 이전 다음기사 이전기사 더보기 "
        "크게 작게 보통 기본 아주 가장 조금 가 가+ 가- 글자 글자크기 글씨 크기 폰트 확대 축소 설정 좋아요 추천 공감 기사 기사저장 메일 이메일 보내기 "
        "sns공유 기사공유 팔로우 응원 요약 요약보기 자동요약 다크모드 목록 원문보기 등록 취소 확인 수정 삭제 본문 뉴스듣기 기사보기 전체보기 바로가기 "
        "제보 제보하기 기사제보 마이페이지 고객센터 지면보기 신문보기 앱다운로드 "
        # footers
        "about us contact contacts terms privacy policy cookie cookies advertise advertising sitemap careers help faq copyright rss feeds "
        "of use service conditions and the site map youth protection company staff "
        "회사소개 이용약관 개인정보처리방침 개인정보취급방침 청소년보호정책 저작권규약 저작권 고충처리 고충처리인 광고안내 광고문의 제휴문의 사이트맵 윤리강령 "
        "채용 독자투고 편집규약 콘텐츠구매 약관 기사심의규정 구독신청 불편신고 정정보도 "
    ).split()
)

SECTION_WORDS = frozenset(
    (
        "home latest news national politics diplomacy defense north korea n.korea south korean world international global asia "
        "economy business finance market markets industry tech technology science it auto society social affairs culture "
        "entertainment k-pop kpop k-culture hallyu arts lifestyle life style sports football soccer baseball golf opinion editorial editorials "
        "column columns op-ed photo photos video videos multimedia gallery graphics features feature special interview interviews health "
        "education environment weather travel food property stocks stock crypto regional local metro seoul people obituaries "
        "breaking live podcasts podcast newsletters all sections topics accidents law court courts labor media history books movies film "
        "music tv drama general "
        "최신 최신기사 최신뉴스 속보 뉴스 정치 대통령실 청와대 국회 국회·정당 정당 외교 국방 외교·안보 북한 경제 금융 증권 산업 기업 부동산 재테크 생활경제 글로벌 "
        "it 과학 it·과학 테크 자동차 사회 사건 사고 사건·사고 사건사고 법원 검찰 법원·검찰 교육 노동 환경 복지 인권 의료 건강 보건 지역 전국 수도권 서울 경기 인천 강원 충청 "
        "호남 영남 부산 대구 대전 광주 울산 세종 제주 국제 세계 미국 중국 일본 아시아 유럽 문화 생활 생활·문화 여행 날씨 공연 전시 책 도서 종교 연예 방송 "
        "영화 음악 가요 드라마 스포츠 야구 축구 해외축구 골프 농구 배구 오피니언 사설 칼럼 기고 인터뷰 기획 특집 연재 포토 사진 영상 동영상 그래픽 만평 인물 부고 인사 "
        "동정 게시판 팩트체크 라이프 레저 음식 패션 tv 라디오 팟캐스트 이슈 전체 종합 일반 경제일반 사회일반 정치일반 홈 한반도 통일 남북 채널 보도자료 마켓 증시 환율 "
        "한류 k팝 k-pop 북한소식 대중문화 미디어 게임 바이오 유통 에너지 건설 중기 벤처 취업 시리즈 랭킹 뉴스레터 지면 자치행정 모바일 "
    ).split()
)

"""Families of figures and days: signs, averages, bounds beside the value, coarse units, by and to, ranges of hours."""

from __future__ import annotations

from datetime import date

import pytest

from aligner.facts import compare

# what must be told ("" nothing), the story's date, the Korean, the English
# ruff: noqa: E501
ROWS = """
number|2026-01-20|전체 주민의 18.4%가 70세 이상이다.|People aged 65 or older account for 18.4 percent of residents.
|2026-01-20|전체 주민의 18.4%가 70세 이상이다.|People aged 70 or older account for 18.4 percent of residents.
number|2026-01-20|만 18∼29세 구직자가 대상이다.|The program is open to job seekers aged 18 to 39.
|2026-01-20|만 18∼29세 구직자가 대상이다.|The program is open to job seekers aged 18 to 29.
number|2026-01-20|선박 수출은 다섯 달 연속 늘었다.|Exports of ships rose for a sixth straight month.
|2026-01-20|선박 수출은 다섯 달 연속 늘었다.|Exports of ships rose for a fifth straight month.
|2026-01-20|팀은 3경기 연속 골을 넣었다.|The team scored for a third consecutive match.
number|2024-12-05|5일 아침 철원의 수은주가 영하 9도까지 내려갔다.|The mercury in Cheorwon dropped to 9 degrees Celsius on Thursday morning.
|2024-12-05|5일 아침 철원의 수은주가 영하 9도까지 내려갔다.|The mercury in Cheorwon dropped to minus 9 degrees Celsius on Thursday morning.
|2024-12-05|5일 아침 철원의 수은주가 영하 9도까지 내려갔다.|The mercury in Cheorwon dropped to 9 degrees below zero on Thursday morning.
|2024-12-05|5일 아침 철원의 수은주가 영하 9도까지 내려갔다.|The temperature in Cheorwon fell to -9 C on Thursday morning.
|2024-12-05|5일 아침 철원의 수은주가 영하 10도까지 내려갔다.|The temperature in Cheorwon fell to 14 F on Thursday morning.
number|2024-12-05|낮 최고기온은 영상 3도에 머물렀다.|The daytime high stayed at minus 3 degrees Celsius.
|2024-12-05|낮 최고기온은 3도에 머물렀다.|The daytime high stayed at 3 degrees Celsius.
number|2024-12-05|낮 최고기온은 3도에 머물렀다.|The daytime high stayed at minus 3 C.
|2024-12-05|냉동고는 영하 60도 안팎을 유지한다.|The freezer is kept at around 60 degrees Celsius below zero.
|2024-12-05|이날 서울의 기온은 전날보다 4도 낮았다.|The temperature in Seoul was 4 degrees lower than the day before.
|2024-12-05|기온은 영하 2∼영하 8도로 예보됐다.|Temperatures are forecast to range from minus 8 to minus 2 C.
|2024-12-05|아침 최저기온은 영하 8도에서 영상 1도로 예보됐다.|Morning lows are forecast to range from minus 8 C to 1 C.
number|2025-10-01|그는 시즌 타율 2할8푼7리로 정규리그를 마쳤다.|He finished the regular season with a batting average of .278.
|2025-10-01|그는 시즌 타율 2할8푼7리로 정규리그를 마쳤다.|He finished the regular season with a batting average of .287.
|2025-10-01|그는 3할대 타율을 지켰다.|He kept his batting average above .300.
|2025-10-01|그의 타율은 0.287까지 올랐다.|His batting average rose to .287.
number|2025-10-01|그의 타율은 0.287까지 올랐다.|His batting average rose to .267.
|2025-10-01|회원의 2할이 반대했다.|Twenty percent of the members opposed it.
number|2025-10-01|회원의 2할이 반대했다.|Thirty percent of the members opposed it.
|2025-10-01|5할 승률에 턱걸이했다.|The team barely kept a .500 winning percentage.
|2025-10-01|평균자책점은 2.31이다.|His ERA stands at 2.31.
number|2025-02-19|지난해 매출은 5조3천억원이었다.|Sales came to nearly 5 trillion won last year.
|2025-02-19|지난해 매출은 4조9천억원이었다.|Sales came to nearly 5 trillion won last year.
number|2025-02-19|지난해 매출은 4조9천억원이었다.|Sales came to more than 5 trillion won last year.
|2025-02-19|지난해 매출은 5조3천억원이었다.|Sales came to more than 5 trillion won last year.
|2025-02-19|지난해 매출은 5조3천억원이었다.|Sales came to about 5 trillion won last year.
|2025-02-19|지난해 매출은 5조원 가까이 됐다.|Sales came to nearly 5 trillion won last year.
|2025-02-19|관객 1천240명이 공연을 봤다.|More than 1,200 people watched the performance.
number|2025-02-19|관객 1천240명이 공연을 봤다.|Nearly 1,200 people watched the performance.
|2025-02-19|관객 1천180명이 공연을 봤다.|Nearly 1,200 people watched the performance.
number|2025-02-19|관객 1천180명이 공연을 봤다.|Over 1,200 people watched the performance.
|2025-02-19|관객 1천200여명이 공연을 봤다.|Just over 1,200 people watched the performance.
number|2025-02-19|관객 1천200여명이 공연을 봤다.|Nearly 1,200 people watched the performance.
|2025-02-19|관객 1천200명 안팎이 공연을 봤다.|Nearly 1,200 people watched the performance.
|2025-02-19|수익률은 4.9%였다.|The return came to just under 5 percent.
|2024-09-09|두 정상의 만남은 23년 만에 이뤄졌다.|The two leaders met for the first time in more than two decades.
|2024-09-09|두 정상의 만남은 31년 만에 이뤄졌다.|The two leaders met for the first time in three decades.
date|2024-09-09|두 정상의 만남은 31년 만에 이뤄졌다.|The two leaders met for the first time in two decades.
|2024-09-09|성벽은 412년 만에 제 모습을 찾았다.|The wall was restored after more than four centuries.
|2024-09-09|그는 38년 동안 교단에 섰다.|He taught for nearly four decades.
number|2024-09-09|그는 38년 동안 교단에 섰다.|He taught for more than four decades.
|2024-09-09|그는 18개월 동안 복역했다.|He served a year and a half in prison.
|2024-09-09|협상은 15일 동안 이어졌다.|The talks went on for more than two weeks.
|2024-04-01|마라톤에서 2시간 11분대를 기록했다.|He clocked a time in the 2-hour-11-minute range in the marathon.
|2024-04-01|그는 3분 40초대 기록을 냈다.|He posted a time in the 3-minute-40-second range.
number|2024-04-01|마라톤에서 2시간 11분대를 기록했다.|He clocked a time in the 2-hour-13-minute range in the marathon.
date|2024-06-12|연구소는 10일(현지시간) 보고서를 공개했다.|The institute released the report Tuesday local time.
|2024-06-12|연구소는 10일(현지시간) 보고서를 공개했다.|The institute released the report Monday local time.
|2024-06-12|연구소는 10일(현지시간) 보고서를 공개했다.|The institute released the report Monday.
|2024-06-12|백악관은 현지시간으로 11일 성명을 냈다.|The White House issued a statement on Tuesday (Washington time).
date|2024-06-12|백악관은 현지시간으로 11일 성명을 냈다.|The White House issued a statement on Wednesday (local time).
date|2024-06-12|협상단은 10일 출국했고 사흘 뒤 합의문에 서명했다.|The delegation left on Monday and signed an agreement on Friday.
|2024-06-12|협상단은 10일 출국했고 사흘 뒤 합의문에 서명했다.|The delegation left on Monday and signed an agreement on Thursday.
|2024-06-12|협상단은 10일 출국했고 사흘 뒤 합의문에 서명했다.|The delegation left on Monday and signed an agreement three days later.
date|2024-06-12|협상단은 10일 출국했고 사흘 뒤 합의문에 서명했다.|The delegation left on Monday and signed an agreement four days later.
|2024-06-12|개막을 엿새 앞두고 표가 모두 팔렸다.|Tickets sold out six days before the opening.
date|2024-06-12|개막을 엿새 앞두고 표가 모두 팔렸다.|Tickets sold out seven days before the opening.
date|2024-06-12|개막을 하루 앞두고 표가 모두 팔렸다.|Tickets sold out two days before the opening.
|2024-06-12|개막을 하루 앞두고 표가 모두 팔렸다.|Tickets sold out a day before the opening.
date|2024-06-12|노조는 10일 파업에 들어갔다가 이튿날 업무에 복귀했다.|The union went on strike Monday and returned to work on Wednesday.
|2024-06-12|노조는 10일 파업에 들어갔다가 이튿날 업무에 복귀했다.|The union went on strike Monday and returned to work on Tuesday.
|2024-06-12|노조는 10일 파업에 들어갔다가 이튿날 업무에 복귀했다.|The union went on strike Monday and returned to work the next day.
date|2024-06-12|정전은 12일 오전 10∼11시에 일어났다.|The blackout occurred from 9 to 11 a.m. on Wednesday.
|2024-06-12|정전은 12일 오전 10∼11시에 일어났다.|The blackout occurred from 10 to 11 a.m. on Wednesday.
|2024-06-12|정전은 12일 오전 10시부터 오후 1시까지 이어졌다.|The blackout lasted from 10 a.m. to 1 p.m. on Wednesday.
date|2024-06-12|정전은 12일 오전 10시부터 오후 1시까지 이어졌다.|The blackout lasted from 10 a.m. to 2 p.m. on Wednesday.
|2024-06-12|정전은 12일 오후 2∼4시에 일어났다.|The blackout occurred between 2 and 4 p.m. on Wednesday.
date|2024-06-12|정전은 12일 오후 2∼4시에 일어났다.|The blackout occurred between 2 and 5 p.m. on Wednesday.
|2024-06-12|청소년 4명 중 1명이 우울감을 겪었다.|1 in 4 teenagers experienced depression.
number|2024-06-12|청소년 4명 중 1명이 우울감을 겪었다.|1 in 5 teenagers experienced depression.
number|2024-06-12|청소년 4명 중 1명이 우울감을 겪었다.|One in five teenagers experienced depression.
|2024-06-12|청소년 4명 중 1명이 우울감을 겪었다.|A quarter of teenagers experienced depression.
|2024-06-12|청소년 4명 중 1명이 우울감을 겪었다.|25 percent of teenagers experienced depression.
|2024-06-12|청소년 10명 중 7명이 우울감을 겪었다.|Seven out of 10 teenagers experienced depression.
number|2024-06-12|청소년 10명 중 7명이 우울감을 겪었다.|Seven out of nine teenagers experienced depression.
|2024-06-12|재고는 1년 새 4분의 1로 줄었다.|Stocks have shrunk to a quarter in a year.
|2024-06-12|재고는 1년 새 4분의 1로 줄었다.|Stocks have shrunk by three-quarters in a year.
number|2024-06-12|재고는 1년 새 4분의 1로 줄었다.|Stocks have shrunk by a quarter in a year.
number|2024-06-12|재고는 1년 새 4분의 1 줄었다.|Stocks have shrunk to a quarter in a year.
|2024-06-12|재고는 1년 새 4분의 1 줄었다.|Stocks have shrunk by a quarter in a year.
|2024-06-12|재고는 1년 새 4분의 1이 줄었다.|Stocks have shrunk by 25 percent in a year.
number|2024-06-12|입장료는 2천원에서 2천500원으로 오른다.|Admission will rise 20 percent, from 2,000 won to 2,500 won.
|2024-06-12|입장료는 2천원에서 2천500원으로 오른다.|Admission will rise 25 percent, from 2,000 won to 2,500 won.
number|2024-06-12|회원 수는 800명에서 600명으로 줄었다.|Membership dropped 35 percent to 600 from 800.
|2024-06-12|회원 수는 800명에서 600명으로 줄었다.|Membership dropped 25 percent to 600 from 800.
|2024-06-12|투표율은 40%에서 50%로 올랐다.|Turnout rose from 40 percent to 50 percent.
|2024-06-12|매출은 800억원에서 600억원으로 줄었고 이익은 12% 늘었다.|Sales fell to 60 billion won from 80 billion won while profit rose 12 percent.
date|2024-06-12|탑은 17세기에 세워졌다.|The pagoda was erected in the 18th century.
|2024-06-12|탑은 17세기에 세워졌다.|The pagoda was erected in the 17th century.
|2024-06-12|탑은 17세기에 세워졌다.|The pagoda was erected in the 1600s.
|2024-06-12|탑은 기원전 3세기에 세워졌다.|The pagoda was erected in the third century B.C.
date|2024-06-12|탑은 기원전 3세기에 세워졌다.|The pagoda was erected in the fourth century B.C.
|2024-06-12|금리는 0.25%포인트 올랐다.|The rate rose by a quarter percentage point.
number|2024-06-12|점유율은 3%포인트 올랐다.|The share rose by 3 percent.
|2024-06-12|경기는 1분30초 만에 끝났다.|The match ended in one and a half minutes.
|2024-06-12|시험은 2시간 반 걸렸다.|The test took two and a half hours.
|2024-06-12|기권까지 1분 반이 걸렸다.|It took one and a half minutes for him to forfeit.
|2024-06-12|남자 단체전 16강에서 이겨 8강에 진출했다.|They won in the round of 16 to reach the quarterfinals of the men's team event.
|2024-06-12|4강에서 져 동메달을 땄다.|They lost in the semifinals to settle for bronze.
|2024-06-12|여자 복식 8강에서 이겼다.|They won in the women's doubles quarterfinals.
number|2024-06-12|여자 복식 8강에서 이겼다.|They won in the women's doubles semifinals.
|2024-06-12|5만원권 20장을 건넸다.|He handed over 1 million won in 50,000-won bills.
|2024-06-12|5만원권 20장을 건넸다.|He handed over bills worth a total of 1 million won.
number|2024-06-12|5만원권 20장을 건넸다.|He handed over bills worth a total of 10 million won.
|2024-06-12|1인당 3만원짜리 식사 40인분을 제공했다.|It provided meals worth 1.2 million won for 40 people.
|2024-12-10|새해를 22일 앞두고 달력이 동났다.|Calendars sold out on Dec. 10, with 22 days to go until the new year.
|2024-10-20|수능을 25일 앞두고 학원이 북적였다.|Cram schools were crowded on Oct. 20, 25 days before the college entrance exam.
|2024-06-12|매장 면적은 절반으로 줄었다.|The floor space was cut by half.
|2024-06-12|신고를 받은 지 이틀 만인 10일 붙잡혔다.|He was caught on June 10, two days after a report was received on June 8.
date|2024-06-12|신고를 받은 지 이틀 만인 10일 붙잡혔다.|He was caught on June 10, two days after a report was received on June 7.
|2024-06-12|회의는 보름 뒤 열린다.|The meeting will be held in 15 days.
|2024-06-12|회의는 보름 뒤 열린다.|The meeting will be held in two weeks.
|2024-06-12|회의는 보름 뒤 열린다.|The meeting will be held on June 27.
date|2024-06-12|회의는 보름 뒤 열린다.|The meeting will be held on June 22.
|2024-06-12|회의는 한 주 뒤 열린다.|The meeting will be held on June 19.
date|2024-06-12|회의는 한 주 뒤 열린다.|The meeting will be held on June 26.
|2024-06-12|사고는 엿새 전 일어났다.|The accident occurred on Thursday last week.
date|2024-06-12|사고는 엿새 전 일어났다.|The accident occurred on June 5.
date|2025-03-12|축제는 지난주 막을 내렸다.|The festival closed last month.
|2025-03-12|축제는 지난주 막을 내렸다.|The festival closed last week.
date|2025-03-12|공사는 다음 달 초 시작된다.|Construction will begin in late April.
|2025-03-12|공사는 다음 달 초 시작된다.|Construction will begin early next month.
|2025-03-12|공사는 다음 달 초 시작된다.|Construction will begin in early April.
date|2025-03-12|박람회는 5월 중순 열린다.|The expo will be held in early May.
|2025-03-12|박람회는 5월 중순 열린다.|The expo will be held in mid-May.
|2025-03-12|연말까지 공사를 마친다.|It will finish construction by the end of the year.
date|2025-03-12|연말까지 공사를 마친다.|It will finish construction by the middle of the year.
date|2025-03-12|파업은 닷새째 이어졌다.|The strike went on for a fourth day.
|2025-03-12|파업은 닷새째 이어졌다.|The strike went on for a fifth day.
|2025-03-12|파업은 닷새째 이어졌다.|The strike continued for the fifth consecutive day.
date|2025-03-12|주가는 나흘 연속 올랐다.|Shares rose for a third straight day.
|2025-03-12|주가는 나흘 연속 올랐다.|Shares rose for a fourth straight day.
date|2025-03-12|개막을 100일 앞두고 행사가 열렸다.|An event was held to mark 10 days until the opening.
|2025-03-12|개막을 100일 앞두고 행사가 열렸다.|An event was held to mark 100 days until the opening.
number|2025-03-12|열 명 가운데 아홉이 찬성했다.|Eight in 10 were in favor.
|2025-03-12|열 명 가운데 아홉 명이 찬성했다.|Nine in 10 were in favor.
number|2025-03-12|매출은 3배로 늘었다.|Sales doubled.
|2025-03-12|매출은 3배로 늘었다.|Sales tripled.
|2025-03-12|매출은 3배로 늘었다.|Sales rose 200 percent.
number|2025-03-12|가격이 반토막 났다.|Prices fell by a third.
|2025-03-12|가격이 반토막 났다.|Prices were cut in half.
|2025-03-12|수출이 두 자릿수 늘었다.|Exports posted double-digit growth.
number|2025-03-12|기름값은 L당 1천689원이었다.|Gasoline cost 1,869 won per liter.
number|2025-03-12|3.3㎡당 2천400만원에 분양했다.|It was offered at 2.4 million won per 3.3 square meters.
|2025-03-12|연 3.5% 금리로 빌려준다.|It lends at an annual rate of 3.5 percent.
number|2025-03-12|연 3.5% 금리로 빌려준다.|It lends at a monthly rate of 5.3 percent.
date|2025-03-12|회의는 13일 정오에 시작된다.|The meeting will begin at midnight on Thursday.
|2025-03-12|회의는 13일 정오에 시작된다.|The meeting will begin at noon on Thursday.
date|2025-03-12|사고는 전날 밤 11시 40분께 났다.|The accident occurred at about 10:40 p.m. on Tuesday.
|2025-03-12|사고는 전날 밤 11시 40분께 났다.|The accident occurred at about 11:40 p.m. on Tuesday.
date|2025-03-12|선거는 내년 6월 3일 치러진다.|The election will be held on June 3, 2027.
|2025-03-12|선거는 내년 6월 3일 치러진다.|The election will be held on June 3 next year.
number|2025-03-12|시속 120㎞로 달렸다.|It ran at 102 kilometers per hour.
number|2025-03-12|무게는 3.2㎏이다.|It weighs 3.2 tons.
number|2025-03-12|그는 86번째 생일을 맞았다.|He marked his 68th birthday.
number|2025-03-12|확진자는 1만2천여명 늘었다.|Cases rose by some 120,000.
number|2025-03-12|투표율은 67.3%였다.|Turnout stood at 63.7 percent.
number|2025-03-12|환율은 달러당 1,432.5원이었다.|The won traded at 1,342.5 per dollar.
|2025-03-12|환율은 달러당 1,432.5원이었다.|The won traded at 1,432.5 per dollar.
number|2025-03-12|지원자는 스물세 명이었다.|There were 32 applicants.
number|2025-03-12|직원 절반이 반대했다.|A third of the employees opposed it.
number|2025-03-12|위원 3분의 2가 동의했다.|Three-quarters of the members agreed.
|2025-03-12|위원 3분의 2가 동의했다.|Two-thirds of the members agreed.
|2025-03-12|위원 3분의 2가 동의했다.|Two out of three members agreed.
number|2025-03-12|100명 이상이 모였다.|Up to 100 people gathered.
number|2025-03-12|최대 500만원을 지원한다.|It will provide at least 5 million won.
|2025-03-12|최대 500만원을 지원한다.|It will provide up to 5 million won.
number|2025-03-12|18세 미만은 입장할 수 없다.|Those over the age of 18 cannot enter.
|2025-03-12|18세 미만은 입장할 수 없다.|Those under 18 cannot enter.
|2025-03-12|2골 1도움을 올렸다.|He had two goals and an assist.
|2025-03-12|2골을 넣었다.|He scored a brace.
number|2025-03-12|팀은 12승 3무 5패를 기록했다.|The team has 12 wins, five draws and three losses.
|2025-03-12|팀은 12승 3무 5패를 기록했다.|The team has 12 wins, three draws and five losses.
|2025-03-12|팀은 12승 3무 5패를 기록했다.|The team improved to 12-3-5.
number|2025-03-12|4천500억원을 투자해 공장을 짓는다.|It will build a plant with an investment of 4.5 billion won.
number|2025-03-12|4천500억원을 투자해 공장을 짓는다.|It will build a plant with an investment of $450 billion.
|2025-03-12|4천500억원을 투자해 공장을 짓는다.|It will build a plant with an investment of 450 billion won ($310 million).
number|2025-03-12|서울 15도, 부산 19도, 제주 21도다.|The temperature is 15 degrees Celsius in Seoul, 21 in Busan and 19 on Jeju.
|2025-03-12|서울 15도, 부산 19도, 제주 21도다.|The temperature is 15 degrees Celsius in Seoul, 19 in Busan and 21 on Jeju.
number|2025-03-12|남자 8명과 여자 6명이 다쳤다.|Six men and eight women were injured.
date|2025-03-12|그는 1987년생이다.|He was born in 1978.
date|2025-03-12|올해 2분기 실적이 나온다.|Results for the third quarter will come out.
date|2025-03-12|2020년대 들어 처음이다.|It is the first since the 2010s began.
date|2025-03-12|사고 이틀 뒤 숨졌다.|He died three days after the accident.
|2025-03-12|사고 이틀 뒤 숨졌다.|He died two days after the accident.
|2025-03-12|사고 이틀 뒤인 10일 숨졌다.|He died on Monday, two days after the accident.
date|2025-03-12|사고 이틀 뒤인 10일 숨졌다.|He died on Tuesday, two days after the accident.
date|2025-03-12|축제는 14∼16일 열린다.|The festival will be held from March 14 to 18.
|2025-03-12|축제는 14∼16일 열린다.|The festival will be held from Friday to Sunday.
date|2025-03-12|축제는 14∼16일 열린다.|The festival will be held from Friday to Monday.
date|2025-03-12|접수는 20일부터 시작된다.|Applications will be accepted from March 21.
date|2025-03-12|지난 금요일 발표됐다.|It was announced last Thursday.
date|2025-03-12|토요일인 15일 열린다.|It will be held on Sunday, March 16.
|2025-03-12|주말인 15일 열린다.|It will be held on Saturday.
date|2025-03-12|1년 3개월 만에 최저다.|It is the lowest in 13 months.
|2025-03-12|1년 3개월 만에 최저다.|It is the lowest in 15 months.
|2025-03-12|1년 3개월 만에 최저다.|It is the lowest in more than a year.
|2025-03-12|15년 만에 처음이다.|It is the first time in a decade and a half.
|2025-03-12|석 달 만에 반등했다.|It rebounded for the first time in three months.
date|2025-03-12|석 달 만에 반등했다.|It rebounded for the first time in four months.
|2025-03-12|2만8천명 가까이 몰렸다.|Nearly 28,000 people flocked.
number|2025-03-12|2만8천명 가까이 몰렸다.|More than 28,000 people flocked.
number|2025-03-12|1만명을 밑돌았다.|It exceeded 10,000.
|2025-03-12|영하 10도 이하로 떨어진다.|It will drop to minus 10 C or lower.
|2025-03-12|영하 12도를 기록했다.|It recorded minus 12 degrees Celsius (10.4 F).
number|2025-03-12|해발 1,950m에 있다.|It is 1,590 meters above sea level.
|2025-03-12|주가는 2.4% 내린 5만3천400원에 마감했다.|Shares fell 2.4 percent to close at 53,400 won.
number|2025-03-12|주가는 2.4% 내린 5만3천400원에 마감했다.|Shares fell 4.2 percent to close at 53,400 won.
|2025-03-12|요금을 1천원에서 1천200원으로 200원 올린다.|It will raise the fare by 20 percent from 1,000 won to 1,200 won.
|2025-03-12|요금을 1천원에서 1천200원으로 올린다.|It will raise the fare by 200 won to 1,200 won.
number|2025-03-12|요금을 1천원에서 1천200원으로 올린다.|It will raise the fare by 300 won to 1,200 won.
|2025-03-12|이용객은 40만명으로 작년보다 두 배 늘었다.|Users doubled from last year to 400,000.
|2025-03-12|가구당 평균 2.1명이다.|The average household has 2.1 members.
|2025-03-12|11월 11일은 농업인의 날이다.|Nov. 11 is Farmers' Day.
|2025-12-24|성탄절을 하루 앞둔 24일 명동이 붐볐다.|Myeongdong was crowded Wednesday, a day before Christmas.
|2025-12-24|성탄절을 하루 앞둔 24일 명동이 붐볐다.|Myeongdong was crowded on Christmas Eve.
|2025-08-14|광복절을 하루 앞둔 14일 행사가 열렸다.|An event was held Thursday, a day ahead of Liberation Day.
|2025-10-05|추석을 하루 앞둔 5일 역이 붐볐다.|The station was crowded on the eve of Chuseok.
|2025-03-12|30초 반칙으로 공을 내줬다.|They turned the ball over on a 30-second violation.
|2025-03-12|물가가 2%대로 떨어졌다.|Inflation fell to the 2-percent range.
number|2025-03-12|물가가 2%대로 떨어졌다.|Inflation fell to the 3-percent range.
|2025-03-12|교사 1인당 학생 수는 16.3명이다.|There are 16.3 students per teacher.
|2025-03-12|16세기 말 지어졌다.|It was built in the late 1500s.
|2025-03-12|오전 9시부터 11시까지 열린다.|It will be held from 9 to 11 a.m.
date|2025-03-12|오전 9시부터 11시까지 열린다.|It will be held from 9 a.m. to noon.
|2025-03-12|밤 10시∼새벽 2시에 순찰한다.|They patrol between 10 p.m. and 2 a.m.
|2025-03-12|오전 7∼9시 2호선이 붐볐다.|Line No. 2 was crowded from 7 a.m. to 9 a.m.
|2025-03-12|새벽 1시 30분께 불이 났다.|The fire broke out shortly after 1:30 a.m.
number|2024-06-12|전주는 15명, 군산은 22명이 다쳤다.|Twenty-two people were hurt in Jeonju and 15 in Gunsan.
|2025-03-12|서울 인구는 933만명, 부산은 328만명이다.|Busan has 3.28 million people and Seoul 9.33 million.
|2025-03-12|서울에서 부산까지 2시간 30분, 대구까지 1시간 40분 걸린다.|It takes 1 hour and 40 minutes to get from Seoul to Daegu and 2 hours and 30 minutes to Busan.
|2025-03-12|민주당은 170석, 국민의힘은 108석을 갖고 있다.|The PPP holds 108 seats, while the Democratic Party has 170.
|2025-03-12|민주당 지지도는 41%, 국민의힘은 36%로 집계됐다.|Support for the People Power Party came to 36 percent, compared with 41 percent for the DP.
|2025-03-12|코스피는 사흘째 올라 2,600선을 되찾았다.|The KOSPI rose for a third day to reclaim the 2,600 mark.
|2025-03-12|단식 닷새째를 맞은 그는 사흘째 되던 날 쓰러졌었다.|He is on the fifth day of a hunger strike, having collapsed on the third day.
|2025-03-12|재고가 5분의 1 수준으로 줄었다.|Inventories have dropped to a fifth.
|2025-03-12|재고가 5분의 1로 줄었다.|Inventories are down 80 percent.
|2025-03-12|인력을 3분의 1가량 줄인다.|It will cut its workforce by about a third.
|2025-03-12|인력을 3분의 1 감축해 200명으로 만든다.|It will reduce its workforce by one-third to 200.
|2025-03-12|세율을 25%에서 22%로 낮춘다.|It will lower the rate by 3 percentage points to 22 percent from 25 percent.
|2025-03-12|정원을 3천명에서 4천500명으로 늘린다.|It will raise the quota by 50 percent from 3,000 to 4,500.
|2025-03-12|정원을 3천58명에서 5천58명으로 늘린다.|It will increase the quota by some 65 percent from 3,058 to 5,058.
|2025-03-12|회원 950명이 참여했다.|Nearly 1,000 members took part.
|2025-03-12|회원 1천여명이 참여했다.|More than 1,000 members took part.
|2025-03-12|수출액은 612억달러로 집계됐다.|Exports came to over $61 billion.
|2025-03-12|무게는 4.98t이다.|It weighs just under 5 tons.
|2025-03-12|행사에는 299명이 왔다.|Fewer than 300 people came.
|2025-03-12|그는 99세로 별세했다.|He died at nearly 100.
|2025-03-12|영상 1도에서 영하 3도로 떨어진다.|It will fall from 1 C to minus 3 C.
|2025-03-12|체감온도는 영하 15도 아래로 떨어진다.|The wind chill will fall below minus 15 C.
|2025-03-12|기온이 영하로 떨어져 최저 영하 4도를 기록했다.|Temperatures fell below zero, with the low reaching 4 degrees below freezing.
|2025-03-12|기온은 영하권인 영하 5도까지 내려간다.|The mercury will go down to a subzero 5 C.
|2025-03-12|평년보다 2도 높은 영상 5도다.|It is 5 C, 2 degrees above average.
|2025-03-12|100억원 규모 계약 3건을 맺었다.|It signed three contracts worth 10 billion won each.
|2025-03-12|입장권은 2만원, 4인 가족권은 6만원이다.|Tickets cost 20,000 won, with a four-member family ticket priced at 60,000 won.
|2025-03-12|18세기 초인 1720년대 그려졌다.|It was painted in the 1720s.
|2025-03-12|19세기와 20세기에 걸쳐 지어졌다.|It was built over the 19th and 20th centuries.
|2025-03-12|직원 절반 이상이 30대다.|More than half of its employees are in their 30s.
|2025-03-12|절반인 12명이 반대해 4분의 3 찬성을 얻지 못했다.|Half, or 12, opposed it, denying it the three-fourths it needed.
|2025-03-12|10명 중 6명이 찬성했고 4명 중 1명은 모른다고 했다.|Six in 10 were in favor, while one in four did not know.
|2025-03-12|5명 중 1명꼴로 불면을 호소했다.|About 20 percent complained of insomnia.
|2025-03-12|팀은 3승 2무 1패로 2위에 올랐다.|The team is second with three wins, two draws and one loss.
|2025-03-12|오전 9시에서 오후 6시까지 문을 연다.|It is open 9 a.m.-6 p.m.
|2025-03-12|근무는 오후 11시∼오전 7시다.|The shift runs from 11 p.m. to 7 a.m.
|2025-03-12|오전 8~9시, 오후 6~7시에 붐빈다.|It is crowded from 8 to 9 a.m. and from 6 to 7 p.m.
|2025-03-12|회담은 11일(현지시간) 열렸다.|The talks were held Tuesday, local time.
|2025-03-12|대통령은 11일(현지시간) 도착해 12일 연설한다.|The president arrived Tuesday local time and will deliver a speech on Wednesday.
|2025-03-12|사고가 난 지 사흘 만인 10일 발견됐다.|They were found on March 10, three days after the accident on March 7.
|2025-03-12|그는 8강에서 탈락했다.|He was eliminated in the quarterfinals of the men's doubles.
|2025-03-12|27년 만에 금리를 올렸다.|It raised rates for the first time in nearly three decades.
|2025-03-12|90여분간 회담했다.|They talked for more than an hour and a half.
|2025-03-12|90분간 회담했다.|They talked for one and a half hours.
|2025-03-12|2주간 격리된다.|They will be quarantined for 14 days.
|2025-03-12|타율 3할을 넘겼다.|His batting average topped .300.
|2025-03-12|할인율은 1할이다.|The discount is 10 percent.
|2025-03-12|그는 타율 0.305, 홈런 21개를 쳤다.|He hit .305 with 21 home runs.
|2025-03-12|지난달 물가는 2.0% 올랐다.|Prices rose 2 percent last month.
|2025-03-12|지난달 초, 즉 지난주 시작됐다.|It began last week, early last month.
|2025-03-12|환율은 전날보다 3.2원 내린 1,450.1원이다.|The won traded at 1,450.1 per dollar, up 3.2 won from the previous day.
number|2025-03-12|구호품 2천400상자를 보냈다.|It sent 4,200 boxes of relief supplies.
number|2025-03-12|그는 징역 7년을 선고받았다.|He was sentenced to nine years in prison.
number|2025-03-12|벌금 300만원에 집행유예 1년을 선고했다.|The court imposed a fine of 3 million won, suspended for two years.
number|2025-03-12|세 번째 우승이다.|It is the team's fourth title.
date|2025-03-12|제78주년 기념식이 열렸다.|A ceremony marking the 87th anniversary was held.
number|2025-03-12|수심 12m에서 발견됐다.|It was found at a depth of 21 meters.
number|2025-03-12|규모 4.8 지진이 났다.|A 5.8-magnitude earthquake hit.
number|2025-03-12|사망자는 14명으로 늘었다.|The death toll rose to 41.
number|2025-03-12|3남매를 홀로 키웠다.|She raised four siblings alone.
number|2025-03-12|일곱 살 아이가 다쳤다.|A nine-year-old child was hurt.
number|2025-03-12|20대 여성이 숨졌다.|A woman in her 30s died.
number|2025-03-12|40대 초반 남성이다.|He is a man in his early 50s.
number|2025-03-12|부지 33만㎡에 조성된다.|It will be built on a 33,000-square-meter site.
number|2025-03-12|판매량이 1.5배로 늘었다.|Sales rose 150 percent.
number|2025-03-12|확률은 10%에서 15%로 높아졌다.|The chance rose 5 percent to 15 percent.
number|2025-03-12|2명이 숨지고 11명이 다쳤다.|Eleven people were killed and two others injured.
number|2025-03-12|찬성 12표, 반대 9표로 가결됐다.|It passed 12-8.
number|2025-03-12|3-1로 이겼다.|They won 3-2.
number|2025-03-12|한국은 5위에서 7위로 떨어졌다.|South Korea fell from fifth to eighth.
number|2025-03-12|85점 이상이면 합격한다.|Those who score less than 85 points pass.
number|2025-03-12|1.2초 만에 끝났다.|It ended in 2.1 seconds.
number|2025-03-12|한 사람당 두 장까지 살 수 있다.|Each person can buy up to three tickets.
number|2025-03-12|수백 명이 모였다.|Thousands of people gathered.
number|2025-03-12|수천억원을 날렸다.|It lost tens of billions of won.
number|2025-03-12|네 배 가까이 늘었다.|It has nearly tripled.
number|2025-03-12|7천∼8천명이 몰렸다.|Between 7,000 and 9,000 people flocked.
number|2025-03-12|50만 대를 리콜한다.|It will recall 5 million vehicles.
number|2025-03-12|9경 2천조원에 이른다.|It amounts to 920 trillion won.
date|2025-03-12|오는 20일 개봉한다.|It will be released on Friday next week.
date|2025-03-12|지난 8일 숨졌다.|He died on Sunday.
date|2025-03-12|내달 1일 시행된다.|It will take effect on May 1.
date|2025-03-12|올해 안에 끝낸다.|It will finish within next year.
date|2025-03-12|상반기에 착공한다.|It will break ground in the second half.
date|2025-03-12|작년 12월 3일 선포했다.|He declared it on Dec. 3, 2023.
date|2025-03-12|12일 오후 3시 열렸다.|It was held at 5 p.m. Wednesday.
date|2025-03-12|12일 새벽 숨졌다.|He died on Wednesday afternoon.
date|2025-03-12|12일 밤 출발한다.|They will leave Wednesday morning.
date|2025-03-12|2015년 설립됐다.|It was founded in 2005.
date|2025-03-12|1980년대 지어졌다.|It was built in the 1970s.
date|2025-03-12|다음 주 월요일 재개한다.|It will resume on Tuesday.
date|2025-03-12|매주 수요일 문을 닫는다.|It is closed every Thursday.
date|2025-03-12|두 달 뒤 열린다.|It will be held three months later.
date|2025-03-12|3월 말까지 접수한다.|Applications will be accepted until early March.
date|2025-03-12|2년 전 문을 열었다.|It opened three years ago.
date|2025-03-12|어제 서명했다.|He signed it on Wednesday.
date|2025-03-12|하루 만에 번복했다.|It reversed the decision after two days.
|2025-03-12|수십만 명이 모였다.|Hundreds of thousands of people gathered.
|2025-03-12|수억원을 받았다.|He received hundreds of millions of won.
|2025-03-12|수천억원을 날렸다.|It lost hundreds of billions of won.
|2025-03-12|수십 명이 다쳤다.|Dozens were injured.
|2025-05-21|경찰은 10여 명으로 전담팀을 꾸렸다.|Police have formed a dedicated team of about a dozen officers.
|2025-05-21|주민 20여명이 마을회관으로 대피했다.|Nearly two dozen residents took shelter at the village hall.
number|2025-05-21|경찰은 10여 명으로 전담팀을 꾸렸다.|Police have formed a dedicated team of about two dozen officers.
number|2025-05-21|주민 20여명이 마을회관으로 대피했다.|About three dozen residents took shelter at the village hall.
number|2025-05-21|직원 10명이 대피했다.|Two dozen employees took shelter.
|2025-05-21|21일 오전 0시 5분께 지진이 났다.|An earthquake struck at five minutes past midnight Wednesday.
|2025-05-21|20일 오후 11시 45분께 불이 났다.|A fire broke out at around a quarter to midnight Tuesday.
|2025-05-21|20일 밤 11시 50분께 불이 났다.|A fire broke out about 10 minutes before midnight Tuesday.
|2025-05-21|21일 낮 12시 15분께 불이 났다.|A fire broke out at about a quarter past noon Wednesday.
|2025-05-21|21일 오전 0시 30분께 협상이 끝났다.|The talks ended half an hour past midnight Wednesday.
date|2025-05-21|21일 오전 0시 5분께 지진이 났다.|An earthquake struck at five minutes before midnight Wednesday.
date|2025-05-21|20일 오후 11시 40분께 불이 났다.|A fire broke out about 10 minutes to midnight Tuesday.
|2025-05-21|환율은 3원 50전 내린 1천402원에 마감했다.|The won closed at 1,402 per dollar, up 3.5 won.
number|2025-05-21|환율은 3원 20전 움직여 1천402원에 마감했다.|The won moved by 2.3 won to close at 1,402 per dollar.
number|2025-05-21|환율은 달러당 1천387원을 기록했다.|The won stood at 1,378 per dollar.
|2025-05-21|환율은 달러당 1천387원을 기록했다.|The won stood at 1,387 per dollar.
|2025-05-21|그는 서른둘에 회사를 세웠다.|He founded the company at the age of 32.
number|2025-05-21|그는 서른둘에 회사를 세웠다.|He founded the company at the age of 23.
|2025-05-21|올해 쉰넷인 정 씨는 마라톤을 완주했다.|Jeong, who is 54 this year, completed a marathon.
|2025-05-21|계약 기간은 2028년 말까지 3년 반이다.|The contract runs for three and a half years through the end of 2028.
number|2025-05-21|계약은 3년 반이다.|The contract runs for two and a half years.
number|2025-05-21|회의는 한 시간 반가량 진행됐다.|The meeting lasted about half an hour.
|2025-05-21|회의는 한 시간 반가량 진행됐다.|The meeting lasted about an hour and a half.
|2025-05-21|1인 가구 비중은 36.1%다.|Single-person households account for more than a third of the total.
|2025-05-21|응답자의 64.8%가 찬성했다.|Nearly two-thirds of the respondents were in favor.
number|2025-05-21|응답자의 3분의 2가 반대했다.|A third of the respondents were opposed.
number|2025-05-21|보조금 4분의 3이 엉뚱한 곳에 쓰였다.|A quarter of the subsidies had been spent elsewhere.
number|2025-05-21|물가는 3.8% 올라 석 달째 3%대를 이었다.|Prices rose 3.3 percent, staying in the 3 percent range for a third month.
|2025-05-21|물가는 3.8% 올라 석 달째 3%대를 이었다.|Prices rose 3.8 percent, staying in the 3 percent range for a third month.
number|2025-05-21|참가자는 2만명을 넘지 못했다.|Participants numbered more than 20,000.
|2025-05-21|참가자는 2만명을 넘지 못했다.|Participants did not number more than 20,000.
|2025-05-21|참가자는 2만명을 넘지 못했다.|Fewer than 20,000 people took part.
number|2025-05-21|부상자는 4명, 사망자는 1명이다.|One person was injured and four were killed.
|2025-05-21|부상자는 4명, 사망자는 1명이다.|One person was killed and four were injured.
number|2025-05-21|재판관 8명 중 6명이 파면에 찬성하고 2명은 기각 의견을 냈다.|Of the eight justices, two backed the removal and six gave opinions for dismissing the case.
number|2025-05-21|훈련병 2명과 조교 1명 등 모두 3명이 치료받았다.|Five people in total, including two trainees and one instructor, were treated.
|2025-05-21|대표팀은 조 2위로 16강에 올랐다.|The national team reached the first knockout round of 16 as group runners-up.
number|2025-05-21|대표팀은 조 3위로 16강에 올랐다.|The national team reached the round of 16 as group runners-up.
date|2025-05-21|어린이날 연휴에 40만명이 찾았다.|Some 400,000 people visited over the Chuseok holiday.
|2025-05-21|어린이날 연휴에 40만명이 찾았다.|Some 400,000 people visited over the Children's Day holiday.
date|2025-08-12|광복절 특사 명단이 나왔다.|The list for the Constitution Day pardons came out.
date|2025-05-21|5·18 기념식에 참석했다.|He attended a ceremony marking the April 19 uprising.
|2025-05-21|5·18 기념식에 참석했다.|He attended a ceremony marking the May 18 pro-democracy uprising.
|2025-05-21|학생은 서른 명 남짓이다.|There are a little more than 30 students.
|2025-05-21|열에 아홉은 반대했다.|Nine out of 10 were opposed.
|2025-05-21|재산은 6개월 새 갑절로 불었다.|The fortune doubled in half a year.
|2025-05-21|5만 관중석이 꽉 찼다.|All 50,000 seats were filled.
|2025-05-21|관람객 수는 2023년의 3배를 웃돈다.|The number of visitors is more than triple the 2023 figure.
|2025-05-21|주가는 반토막이 났다.|The stock price was cut in half.
|2025-05-21|사망자 수는 두 자릿수로 늘었다.|The death toll rose to double digits.
|2025-05-21|시속 60㎞ 제한 구간을 112㎞로 달렸다.|The car was going 112 kilometers per hour in a 60 kph zone.
|2025-05-21|이 섬에는 61가구 104명이 산다.|The island is home to 104 people in 61 households.
|2025-05-21|총 12억3천456만원을 돌려줬다.|A total of 1.23 billion won was returned.
|2025-05-21|전체 300석 가운데 과반인 151석을 얻었다.|It won 151 of the 300 seats, a majority.
|2025-05-21|직전 분기보다 0.2% 줄어 3개 분기 만에 역성장했다.|It contracted 0.2 percent from the previous quarter, the first negative growth in three quarters.
|2025-05-21|4년 임기의 절반을 채웠다.|He has served half of his four-year term.
|2025-05-21|5월 중순 기온으로는 관측 이래 가장 높다.|It is the highest temperature on record for mid-May.
|2025-05-21|자정 직전 합의에 이르렀다.|They reached an agreement just before midnight.
|2025-05-21|개막까지 100일 남았다.|The opening is 100 days away.
|2025-05-21|수능이 50일 앞으로 다가왔다.|The college entrance exam is 50 days away.
|2025-05-21|21일 기준 확진자는 1천23명이다.|As of Wednesday, 1,023 cases have been confirmed.
|2025-05-21|24∼25일 이틀간 열린다.|It will be held for two days, on Saturday and Sunday.
|2025-05-21|다음 달 2일부터 닷새간 쉰다.|It will be closed for five days from June 2.
|2025-05-21|올해 들어 네 번째 발사다.|It is the fourth launch so far this year.
|2025-05-21|지난해 같은 달보다 8.3% 늘었다.|It rose 8.3 percent from the same month last year.
|2025-05-21|3분기 연속 적자를 냈다.|It posted losses for three consecutive quarters.
|2025-05-21|2026학년도 대입부터 적용된다.|It will apply from the 2026 college admissions.
|2025-05-21|만 5세 무상교육이 시작된다.|Free education for 5-year-olds will begin.
|2025-05-21|하루 8시간, 주 40시간을 일한다.|They work eight hours a day and 40 hours a week.
|2025-05-21|오전 10시부터 6시간 동안 진행됐다.|It went on for six hours from 10 a.m.
|2025-05-21|정부는 4월 4일 이후 60일 안에 선거를 치러야 한다.|The government must hold an election within 60 days of April 4.
|2025-05-21|이 지역 인구는 10만명을 밑돈다.|The region has a population of less than 100,000.
|2025-05-21|최대 30%까지 할인한다.|Discounts of as much as 30 percent are offered.
|2025-05-21|100명 중 3명꼴로 부작용이 나타났다.|Side effects occurred in about three out of every 100 people.
|2025-05-21|지분 49%를 넘겼다.|It handed over a 49 percent stake.
|2025-05-21|한 마리에 3만원이 넘는 치킨도 있다.|Some chickens cost over 30,000 won each.
number|2025-05-21|지분 49%를 팔았다.|It sold a 94 percent stake.
number|2025-05-21|100명 중 3명꼴로 부작용이 나타났다.|Side effects occurred in about three out of every 1,000 people.
number|2025-05-21|최대 30%까지 할인한다.|Discounts of at least 30 percent are offered.
number|2025-05-21|이 지역 인구는 10만명을 밑돈다.|The region has a population of more than 100,000.
number|2025-05-21|하루 8시간, 주 40시간을 일한다.|They work eight hours a day and 48 hours a week.
number|2025-05-21|전체 300석 가운데 151석을 얻었다.|It won 115 of the 300 seats.
number|2025-05-21|시가총액이 4조원 넘게 증발했다.|More than 400 billion won in market value evaporated.
number|2025-05-21|관람객 수는 2023년의 3배를 웃돈다.|The number of visitors is more than double the 2023 figure.
number|2025-05-21|이 섬에는 61가구 104명이 산다.|The island is home to 104 people in 16 households.
number|2025-05-21|총 12억3천만원을 돌려줬다.|A total of 123 million won was returned.
number|2025-05-21|불량품 비율은 0.03%다.|The defect rate is 0.3 percent.
number|2025-05-21|학교까지 4㎞를 걷는다.|They walk 4 miles to school.
number|2025-05-21|금리를 0.5%포인트 올렸다.|It raised the rate by 5 basis points.
number|2025-05-21|아홉 번째 우승이다.|It is the team's eighth title.
date|2025-05-21|올해 3월 개통한다.|It opens in May this year.
date|2025-05-21|24∼25일 이틀간 열린다.|It will be held on Friday and Saturday.
date|2025-05-21|다음 달 2일부터 닷새간 쉰다.|It will be closed for five days from June 12.
date|2025-05-21|2026년까지 마친다.|It will be completed by 2028.
date|2025-05-21|지난달 취업자가 늘었다.|The number of employed people rose this month.
date|2025-05-21|오후 2시에 발표한다.|It will be announced at 2 a.m.
date|2025-05-21|지난 16일 숨졌다.|He died on Sunday.
date|2025-05-21|내일 퇴임한다.|He will leave office on Friday.
date|2025-05-21|작년 10월 시작했다.|It began in October 2023.
date|2025-05-21|2010년대 들어 늘었다.|It increased in the 2000s.
date|2025-05-21|4분기 출시한다.|It will be launched in the third quarter.
date|2025-05-21|봄에 문을 연다.|It will open in the fall.
date|2025-05-21|6월 초 방문한다.|He will visit in late June.
number|2025-08-20|기업 체감경기지수가 7월 92에서 8월 88로 낮아졌다.|The business sentiment index fell to 92 in August from 88 in July.
|2025-08-20|기업 체감경기지수가 7월 92에서 8월 88로 낮아졌다.|The business sentiment index fell to 88 in August from 92 in July.
number|2025-08-20|요금은 1천400원에서 1천600원으로 오른다.|The fare will rise from 1,600 won to 1,400 won.
|2025-08-20|요금은 1천400원에서 1천600원으로 오른다.|The fare will rise to 1,600 won from 1,400 won.
number|2025-01-20|아침 최저기온이 파주 영하 14도, 대전 영하 8도까지 떨어지겠다.|Morning lows are forecast to fall to minus 14 C in Paju and 8 C in Daejeon.
|2025-01-20|아침 최저기온이 파주 영하 14도, 대전 영하 8도까지 떨어지겠다.|Morning lows are forecast to fall to minus 14 C in Paju and minus 8 C in Daejeon.
number|2025-08-20|트럭이 정류장을 들이받아 두 명이 숨지고 여섯 명이 다쳤다.|A truck plowed into a bus stop, leaving six people dead and two injured.
|2025-08-20|트럭이 정류장을 들이받아 두 명이 숨지고 여섯 명이 다쳤다.|A truck plowed into a bus stop, leaving two people dead and six injured.
date|2025-08-20|환자는 15일 쓰러졌고 이튿날 퇴원했다.|The patient collapsed on Friday and was discharged the same day.
|2025-08-20|환자는 15일 쓰러졌고 이튿날 퇴원했다.|The patient collapsed on Friday and was discharged the next day.
number|2025-08-20|신고는 사고 뒤 24시간 안에 해야 한다.|The report must be filed more than 24 hours after the accident.
|2025-08-20|신고는 사고 뒤 24시간 안에 해야 한다.|The report must be filed within 24 hours of the accident.
date|2025-08-20|광복절 이튿날인 16일 장관이 통화했다.|The minister spoke by phone Saturday, two days after Liberation Day.
|2025-08-20|광복절 이튿날인 16일 장관이 통화했다.|The minister spoke by phone Saturday, the day after Liberation Day.
number|2025-08-20|경찰은 일당 14명을 적발해 이 가운데 6명을 구속했다.|Police uncovered a ring of six people and arrested 14 of them.
|2025-08-20|경찰은 일당 14명을 적발해 이 가운데 6명을 구속했다.|Police uncovered a ring of 14 people and arrested six of them.
number|2025-08-20|여수에는 시간당 45㎜의 비가 쏟아졌다.|Rain fell in Yeosu at a rate of 45 millimeters per day.
|2025-08-20|여수에는 시간당 45㎜의 비가 쏟아졌다.|Rain fell in Yeosu at a rate of 45 millimeters per hour.
date|2025-08-20|훈련은 다음 주 시작된다.|The drills will begin next month.
|2025-08-20|훈련은 다음 주 시작된다.|The drills will begin next week.
|2025-08-20|여야는 다음 달 1일 국회를 열고 같은 달 15일부터 대정부질문을 한다.|The parties will open the session on Sept. 1 and hold interpellation sessions from Sept. 15.
date|2025-08-20|여야는 다음 달 1일 국회를 열고 같은 달 15일부터 대정부질문을 한다.|The parties will open the session on Sept. 1 and hold interpellation sessions from Sept. 25.
|2025-08-20|그의 손자가 유품을 기증했다.|His grandson donated the belongings.
|2025-08-20|아내와 두 아들이 있다.|He is survived by his wife and two sons.
date|2024-06-20|전날 밤 멈췄던 고로가 20일 오후 다시 불을 뿜었다.|A blast furnace that shut down Thursday night was fired up again Thursday afternoon.
|2024-06-20|전날 밤 멈췄던 고로가 20일 오후 다시 불을 뿜었다.|A blast furnace that shut down Wednesday night was fired up again Thursday afternoon.
|2024-06-20|회사는 20일 전날 생산을 멈췄다고 밝혔다.|The company said Thursday it had halted production a day earlier.
date|2025-06-12|도로는 7월 20일까지 통제된다.|The road will be closed from July 20.
|2025-06-12|도로는 7월 20일까지 통제된다.|The road will be closed until July 20.
date|2025-06-12|새 요금은 7월 1일부터 적용된다.|The new fare applies until July 1.
|2025-06-12|새 요금은 7월 1일부터 적용된다.|The new fare takes effect July 1.
|2025-06-12|협상은 10일부터 13일까지 열린다.|The talks will run from Tuesday through Friday.
date|2025-06-12|협상은 16일부터 19일까지 열린다.|The talks will run from Monday to Friday.
date|2025-06-12|전시회는 21일부터 나흘간 열린다.|The exhibition will run for four days from June 22.
|2025-06-12|전시회는 21일부터 나흘간 열린다.|The exhibition will run for four days from June 21.
date|2025-06-12|심사는 다음 주 수요일 시작된다.|The screening began last Wednesday.
|2025-06-12|심사는 다음 주 수요일 시작된다.|The screening begins next Wednesday.
date|2025-06-12|입주는 애초 올해 말로 잡혔으나 내년 초로 늦춰졌다.|Move-in, first set for the end of this year, was put off to late next year.
|2025-06-12|입주는 애초 올해 말로 잡혔으나 내년 초로 늦춰졌다.|Move-in, first set for the end of this year, was put off to early next year.
date|2025-06-12|출범을 이틀 앞두고 위원장이 물러났다.|The chair stepped down two days after the launch.
|2025-06-12|출범을 이틀 앞두고 위원장이 물러났다.|The chair stepped down two days before the launch.
date|2025-06-12|하루 앞서 닿은 의료진이 환자를 살폈다.|A medical team that arrived a day later saw the patients.
|2025-06-12|하루 앞서 닿은 의료진이 환자를 살폈다.|A medical team that arrived a day earlier saw the patients.
date|2025-06-12|공사는 예정보다 두 달 일찍 끝났다.|The work was finished two months behind schedule.
|2025-06-12|공사는 예정보다 두 달 일찍 끝났다.|The work was finished two months ahead of schedule.
date|2025-06-12|회담은 현지시간 11일 오후 3시 시작됐다.|The talks began at 3 p.m. Wednesday Korea time.
|2025-06-12|회담은 현지시간 11일 오후 3시 시작됐다.|The talks began at 3 p.m. Wednesday local time.
date|2025-06-12|심의가 끝난 뒤 명단이 공개됐다.|The list was made public before the deliberations ended.
|2025-06-12|심의가 끝난 뒤 명단이 공개됐다.|The list was made public after the deliberations ended.
date|2025-06-12|올여름 들어 가장 많은 비가 내렸다.|It was the heaviest rain so far this year.
|2025-06-12|올여름 들어 가장 많은 비가 내렸다.|It was the heaviest rain so far this summer.
date|2025-06-12|이달 1∼10일 수출이 늘었다.|Exports rose in the first 20 days of June.
|2025-06-12|이달 1∼10일 수출이 늘었다.|Exports rose in the first 10 days of June.
date|2025-06-12|3월 1∼20일 수입은 작년 같은 기간보다 4% 줄었다.|Imports in the first 20 days of March fell 4 percent from the same period last month.
|2025-06-12|3월 1∼20일 수입은 작년 같은 기간보다 4% 줄었다.|Imports in the first 20 days of March fell 4 percent from the same period last year.
date|2025-06-12|남성은 전날 밤 항구에서 붙잡혔다고 해경이 12일 밝혔다.|The man was caught at a port Thursday night, the Coast Guard said.
|2025-06-12|남성은 전날 밤 항구에서 붙잡혔다고 해경이 12일 밝혔다.|The man was caught at a port the previous night, the Coast Guard said Thursday.
|2025-06-12|남성은 전날 밤 항구에서 붙잡혔다고 해경이 12일 밝혔다.|The man was caught at a port Wednesday night, the Coast Guard said.
|2025-06-03|노조는 27일로 예고한 파업을 미루기로 했다.|The union decided to put off the strike it had announced for June 27.
|2025-06-12|7월 1일 0시부터 문을 닫는다.|It will be closed from midnight on Monday, the start of July 1.
|2025-06-12|아침 최저기온은 영하 3도, 낮 최고기온은 7도다.|Morning lows will stand at minus 3 degrees Celsius, with afternoon highs of 7 degrees.
date|2025-06-12|단식은 엿새 만에 끝났다.|The hunger strike ended after eight days.
date|2025-06-12|도로가 네 시간가량 막혔다.|The road was blocked for about four days.
date|2025-06-12|환자는 3주간 격리됐다.|The patient was isolated for three months.
date|2025-06-12|그는 12년째 마을을 지킨다.|He has looked after the village for two years.
date|2025-06-12|올해는 개교 70주년이 되는 해다.|This year marks the 60th anniversary of the school.
number|2025-06-12|검찰은 징역 12년을 구형했다.|Prosecutors sought a two-year prison term.
number|2025-06-12|지원하려면 9개월 이상 근무해야 한다.|Applicants must have worked for at least six months.
number|2025-06-12|천만 관객을 모은 감독이다.|He is a director whose film drew 1 million viewers.
|2025-06-12|천만 관객을 모은 감독이다.|He is a director whose film drew 10 million viewers.
|2025-06-12|다친 사람이 없어 천만 다행이다.|It is very fortunate that nobody was hurt.
number|2025-06-12|농가는 5분의 1 가까이 줄었다.|The number of farms fell by nearly a quarter.
|2025-06-12|농가는 5분의 1 가까이 줄었다.|The number of farms fell by nearly a fifth.
number|2025-06-12|이용자는 200만3천명으로 처음 200만명을 넘었다.|The number of users reached 2.03 million, topping 2 million for the first time.
|2025-06-12|이용자는 200만3천명으로 처음 200만명을 넘었다.|The number of users reached 2.003 million, topping 2 million for the first time.
number|2025-06-12|세계 최초 수소 유람선이 취항했다.|The world's second hydrogen-powered cruise boat went into service.
|2025-06-12|세계 최초 수소 유람선이 취항했다.|The world's first hydrogen-powered cruise boat went into service.
number|2025-06-12|매출은 3년 전의 절반을 약간 밑돈다.|Sales are slightly more than half the level of three years ago.
|2025-06-12|매출은 3년 전의 절반을 약간 밑돈다.|Sales are slightly less than half the level of three years ago.
|2025-06-12|그는 멀리뛰기에서 8m15를 넘었다.|He cleared 8.15 meters in the long jump.
number|2025-06-12|그는 멀리뛰기에서 8m15를 넘었다.|He cleared 8.51 meters in the long jump.
|2025-06-12|회원 36명 가운데 33명이 찬성했다.|All but three of the 36 members voted for it.
|2025-06-12|운전사를 포함해 9명이 탄 승합차가 뒤집혔다.|A van carrying eight passengers and the driver overturned.
|2025-06-12|응답자 12명 중 3명을 빼고는 모두 반대했다.|Nine of the 12 respondents were against it.
|2025-06-12|안건은 찬성 5표, 반대 8표로 부결됐다.|The motion failed, with only five of the 13 voting members in favor.
|2025-06-12|굴비 20두름을 팔았다.|They sold 400 dried yellow corvinas.
number|2025-06-12|인구 10만명당 자살자는 27.3명이었다.|There were 27.3 suicides per million people.
|2025-06-12|인구 10만명당 자살자는 27.3명이었다.|There were 27.3 suicides per 100,000 people.
number|2025-06-12|직장인 4명 중 3명은 이직을 고민한다고 답했다.|Two in four office workers said they are thinking of changing jobs.
|2025-06-12|직장인 4명 중 3명은 이직을 고민한다고 답했다.|Three out of four office workers said they are thinking of changing jobs.
number|2025-06-12|배춧값이 한 달 새 갑절로 뛰었다.|Cabbage prices have tripled in a month.
|2025-06-12|배춧값이 한 달 새 갑절로 뛰었다.|Cabbage prices have doubled in a month.
number|2025-06-12|영업이익은 반토막이 났다.|Operating profit fell to a third.
|2025-06-12|영업이익은 반토막이 났다.|Operating profit was cut in half.
number|2025-06-12|재선 의원인 그는 당 대변인을 지냈다.|The three-term lawmaker once served as party spokesman.
|2025-06-12|재선 의원인 그는 당 대변인을 지냈다.|The two-term lawmaker once served as party spokesman.
number|2025-06-12|초선인 박 의원은 법안을 대표 발의했다.|Second-term lawmaker Park introduced the bill.
|2025-06-12|초선인 박 의원은 법안을 대표 발의했다.|First-term lawmaker Park introduced the bill.
date|2025-06-12|2박3일 일정으로 도쿄를 찾는다.|He will visit Tokyo for four days.
|2025-06-12|2박3일 일정으로 도쿄를 찾는다.|He will make a three-day visit to Tokyo.
number|2025-06-12|아파트는 지하 2층, 지상 25층 규모다.|The apartment building has two stories below ground and 15 above.
|2025-06-12|아파트는 지하 2층, 지상 25층 규모다.|The apartment building has 25 stories above ground and two below.
number|2025-06-12|반값에 내놓았다.|They were offered at a third of the price.
|2025-06-12|반값에 내놓았다.|They were offered at half price.
date|2025-06-12|시장은 매주 화요일 쉰다.|The market is closed every Thursday.
|2025-06-12|시장은 매주 화요일 쉰다.|The market is closed on Tuesdays.
date|2025-06-12|대형마트는 매달 둘째·넷째 일요일 문을 닫는다.|Large discount stores close on the first and third Sundays of each month.
|2025-06-12|대형마트는 매달 둘째·넷째 일요일 문을 닫는다.|Large discount stores close on the second and fourth Sundays of each month.
date|2025-06-12|위원회는 분기마다 보고서를 낸다.|The committee issues a monthly report.
|2025-06-12|위원회는 분기마다 보고서를 낸다.|The committee issues a quarterly report.
date|2025-06-12|대회는 2년마다 열린다.|The event is held every four years.
|2025-06-12|대회는 2년마다 열린다.|The event is held every two years.
|2025-06-12|대회는 2년마다 열린다.|The event is held biennially.
date|2025-06-12|그는 2003년 입사해 이듬해 9월 퇴사했다.|He joined the company in 2003 and left in September 2005.
|2025-06-12|그는 2003년 입사해 이듬해 9월 퇴사했다.|He joined the company in 2003 and left in September the following year.
|2025-06-12|그는 2003년 입사해 이듬해 9월 퇴사했다.|He joined the company in 2003 and left in September 2004.
date|2025-06-12|가을학기부터 수업을 연다.|Classes will begin in the spring semester.
|2025-06-12|가을학기부터 수업을 연다.|Classes will begin in the fall semester.
date|2025-06-12|취임 100일을 맞았다.|He marked his 200th day in office.
|2025-06-12|취임 100일을 맞았다.|He marked his 100th day in office.
date|2025-06-12|한 해 전 같은 달보다 늘었다.|It rose from the previous month.
|2025-06-12|한 해 전 같은 달보다 늘었다.|It rose from the same month a year earlier.
number|2026-03-18|서울지하철 2호선 운행이 한때 중단됐다.|Service on Seoul Subway Line 3 was briefly suspended.
|2026-03-18|서울지하철 2호선 운행이 한때 중단됐다.|Service on Seoul Subway Line 2 was briefly suspended.
number|2026-03-18|인천공항 제2여객터미널에서 출발한다.|It departs from Terminal 1 of Incheon airport.
|2026-03-18|인천공항 제2여객터미널에서 출발한다.|It departs from Terminal 2 of Incheon airport.
number|2026-03-18|헌법 84조를 둘러싼 논란이 이어졌다.|The debate over Article 48 of the Constitution continued.
|2026-03-18|헌법 84조를 둘러싼 논란이 이어졌다.|The debate over Article 84 of the Constitution continued.
number|2026-03-18|사망자는 12명, 부상자는 47명으로 늘었다.|The death toll rose to 47, with 12 injured.
|2026-03-18|사망자는 12명, 부상자는 47명으로 늘었다.|The death toll rose to 12, with 47 injured.
number|2026-03-18|하루 평균 3만2천명이 찾는다.|An average of 32,000 people visit each month.
|2026-03-18|하루 평균 3만2천명이 찾는다.|An average of 32,000 people visit each day.
number|2026-03-18|한 달 평균 12권을 빌린다.|They borrow 12 books a year on average.
|2026-03-18|한 달 평균 12권을 빌린다.|They borrow 12 books a month on average.
number|2026-03-18|외팔보 다리는 왕복 4차선이다.|The bridge has six lanes.
|2026-03-18|외팔보 다리는 왕복 4차선이다.|The bridge has four lanes.
number|2026-03-18|열 중 아홉은 만족했다.|Eight in 10 were satisfied.
|2026-03-18|열 중 아홉은 만족했다.|Nine in 10 were satisfied.
number|2026-03-18|유엔 안보리 결의 2397호를 위반했다.|It violated U.N. Security Council Resolution 2379.
|2026-03-18|유엔 안보리 결의 2397호를 위반했다.|It violated U.N. Security Council Resolution 2397.
date|2025-10-21|이달 들어 20일까지 수출이 늘었다.|Exports rose in the first 10 days of October.
|2025-10-21|이달 들어 20일까지 수출이 늘었다.|Exports rose in the first 20 days of October.
date|2025-10-21|다음 달 중순 결과를 발표한다.|The results will be announced late next month.
|2025-10-21|다음 달 중순 결과를 발표한다.|The results will be announced in the middle of next month.
|2025-10-21|다음 달 중순 결과를 발표한다.|The results will be announced in mid-November.
date|2025-10-21|연말까지 마친다.|It will be completed by the end of the month.
|2025-10-21|연말까지 마친다.|It will be completed by the end of the year.
date|2025-10-21|월말까지 마친다.|It will be completed by the end of the year.
date|2025-10-21|주 4일 근무한다.|They work five days a week.
|2025-10-21|주 4일 근무한다.|They work a four-day week.
date|2025-10-21|대회 첫날 선두에 올랐다.|He took the lead on the second day of the tournament.
|2025-10-21|대회 첫날 선두에 올랐다.|He took the lead on the first day of the tournament.
date|2025-10-21|대회 셋째 날 선두에 올랐다.|She took the lead on the second day of the tournament.
|2025-10-21|대회 셋째 날 선두에 올랐다.|She took the lead on the third day of the tournament.
date|2025-10-21|임신 12주까지 허용한다.|It is allowed up to the 21st week of pregnancy.
|2025-10-21|임신 12주까지 허용한다.|It is allowed up to the 12th week of pregnancy.
date|2025-10-21|취임 한 달을 맞은 총리가 회견을 했다.|The prime minister, two months into office, held a news conference.
|2025-10-21|취임 한 달을 맞은 총리가 회견을 했다.|The prime minister, a month into office, held a news conference.
date|2025-10-21|취임 3년 차에 접어들었다.|He entered his second year in office.
|2025-10-21|취임 3년 차에 접어들었다.|He entered his third year in office.
date|2025-10-21|결혼 10년 차 부부다.|They have been married for 20 years.
|2025-10-21|결혼 10년 차 부부다.|They have been married for 10 years.
date|2025-10-21|수능을 한 달 앞두고 있다.|The college entrance exam is two weeks away.
|2025-10-21|수능을 한 달 앞두고 있다.|The college entrance exam is a month away.
date|2025-10-21|사고 당일 비가 왔다.|It rained on the day before the accident.
|2025-10-21|사고 당일 비가 왔다.|It rained on the day of the accident.
number|2025-10-21|한 달에 두 번 쉰다.|They take two days off a week.
number|2025-10-21|하루 세 번 먹는다.|It is taken three times a week.
|2025-10-21|하루 세 번 먹는다.|It is taken three times a day.
|2025-10-21|복구에 보름가량 걸린다.|Repairs will take about two weeks.
|2025-10-21|산소가 하루 반을 버틸 만큼 남았다.|There was enough oxygen left for 36 hours.
date|2025-10-21|산소가 하루 반을 버틸 만큼 남았다.|There was enough oxygen left for 48 hours.
|2025-10-21|노사는 이달 말 다시 만난다.|The two sides will meet again at the end of October.
number|2025-06-12|응답자의 절반이 넘는 56.3%가 찬성했다.|More than half of the respondents, 56.8 percent, were in favor.
|2025-06-12|응답자의 절반이 넘는 56.3%가 찬성했다.|More than half of the respondents, 56.3 percent, were in favor.
number|2025-06-12|적립금은 3조512억원으로 처음 3조원을 넘어섰다.|Reserves topped 3 trillion won for the first time, reaching 3.15 trillion won.
|2025-06-12|적립금은 3조512억원으로 처음 3조원을 넘어섰다.|Reserves topped 3 trillion won for the first time, reaching 3.05 trillion won.
number|2025-06-12|완치율은 80%를 넘는다.|More than 86 percent are cured.
|2025-06-12|완치율은 83%를 넘는다.|More than 80 percent are cured.
number|2025-06-12|복지 예산은 4분의 1을 조금 웃돈다.|Welfare accounts for slightly less than 25 percent of the budget.
|2025-06-12|복지 예산은 4분의 1을 조금 웃돈다.|Welfare accounts for slightly more than 25 percent of the budget.
number|2025-06-12|회의는 5시간 넘게 이어졌지만 합의에 이르지 못했다.|The meeting lasted less than five hours and ended without a deal.
|2025-06-12|회의는 5시간 넘게 이어졌지만 합의에 이르지 못했다.|The meeting lasted more than five hours and ended without a deal.
number|2025-06-12|그는 반세기 넘게 도자기를 빚었다.|He has made pottery for less than half a century.
|2025-06-12|그는 반세기 넘게 도자기를 빚었다.|He has made pottery for more than half a century.
number|2025-06-12|그는 11초23에 달려 기록을 0.05초 앞당겼다.|He ran it in 11.24 seconds, shaving five-hundredths of a second off the record.
|2025-06-12|그는 11초23에 달려 기록을 0.05초 앞당겼다.|He ran it in 11.23 seconds, shaving five-hundredths of a second off the record.
number|2025-06-12|3명 중 1명은 하루 2시간 이상 걷는다.|A third of them walk for three hours or more a day.
|2025-06-12|3명 중 1명은 하루 2시간 이상 걷는다.|A third of them walk for two hours or more a day.
number|2025-06-12|투수는 시즌 8승째를 챙겼다.|The pitcher earned his ninth win of the season.
|2025-06-12|투수는 시즌 8승째를 챙겼다.|The pitcher earned his eighth win of the season.
number|2025-06-12|일가족 다섯이 다쳤다.|A family of four was injured.
|2025-06-12|일가족 다섯이 다쳤다.|A family of five was injured.
number|2025-06-12|네 살배기 아들을 뒀다.|He has a 5-year-old son.
|2025-06-12|네 살배기 아들을 뒀다.|He has a 4-year-old son.
number|2025-06-12|배는 시속 20노트로 달아났다.|The boat fled at 20 knots, or about 73 kilometers per hour.
|2025-06-12|배는 시속 20노트로 달아났다.|The boat fled at 20 knots, or about 37 kilometers per hour.
number|2025-06-12|수출액이 처음으로 5억달러를 넘었다.|Exports topped $500 million for the second time.
|2025-06-12|수출액이 처음으로 5억달러를 넘었다.|Exports topped $500 million for the first time.
date|2025-06-12|올해 1∼4월 판매량이 늘었다.|Sales rose in the first five months of this year.
|2025-06-12|올해 1∼4월 판매량이 늘었다.|Sales rose in the first four months of this year.
date|2025-06-12|3분기 매출이 줄었다.|Sales fell in the June-September period.
|2025-06-12|3분기 매출이 줄었다.|Sales fell in the July-September period.
date|2025-06-12|상반기 채용 인원은 200명이다.|It hired 200 people between January and May.
|2025-06-12|상반기 채용 인원은 200명이다.|It hired 200 people between January and June.
date|2025-06-12|투표는 오전 6시부터 오후 8시까지 한다.|Voting runs from 8 p.m. to 8 p.m.
|2025-06-12|투표는 오전 6시부터 오후 8시까지 한다.|Voting runs from 6 a.m. to 8 p.m.
date|2025-06-12|수지는 3월 12억달러에서 4월 3억달러로 줄었다.|The balance narrowed to $300 million in April from $1.2 billion in April.
|2025-06-12|수지는 3월 12억달러에서 4월 3억달러로 줄었다.|The balance narrowed to $300 million in April from $1.2 billion in March.
date|2025-06-12|주말인 14∼15일 붐빌 전망이다.|Crowds are expected on Saturday and Monday.
|2025-06-12|주말인 14∼15일 붐빌 전망이다.|Crowds are expected on Saturday and Sunday.
date|2025-06-12|미국 재무부는 10일(현지시간) 명단을 냈다.|The U.S. Treasury released the list Monday.
|2025-06-12|미국 재무부는 10일(현지시간) 명단을 냈다.|The U.S. Treasury released the list Tuesday.
date|2025-06-12|토론은 미국 동부시간 11일 오후 9시, 한국시간 12일 오전 10시에 열렸다.|The debate was held at 9 p.m. Wednesday U.S. Eastern time, or 10 a.m. Wednesday in Korea.
|2025-06-12|토론은 미국 동부시간 11일 오후 9시, 한국시간 12일 오전 10시에 열렸다.|The debate was held at 9 p.m. Wednesday U.S. Eastern time, or 10 a.m. Thursday in Korea.
date|2025-06-12|전날 밤 9시께 난 불은 두 시간 만에 꺼졌다.|A fire that broke out around 9 p.m. Thursday was put out in two hours.
|2025-06-12|전날 밤 9시께 난 불은 두 시간 만에 꺼졌다.|A fire that broke out around 9 p.m. Wednesday was put out in two hours.
date|2025-06-12|발인은 14일 오전 7시다.|The funeral will be held at 9 a.m. Saturday.
|2025-06-12|발인은 14일 오전 7시다.|The funeral will be held at 7 a.m. Saturday.
date|2025-06-12|마감이 일주일 뒤로 미뤄졌다.|The deadline was put off by a month.
|2025-06-12|마감이 일주일 뒤로 미뤄졌다.|The deadline was put off by a week.
date|2025-06-12|운행이 1시간가량 멈췄다.|Services were halted for about a day.
|2025-06-12|운행이 1시간가량 멈췄다.|Services were halted for about an hour.
number|2025-06-12|한 달에 두 번 쉰다.|They take two days off a week.
|2025-06-12|한 달에 두 번 쉰다.|They take two days off a month.
|2025-06-12|내년부터 월 최대 200만원을 준다.|Up to 2 million won a month will be paid from next year.
|2025-09-08|응답자의 절반이 넘는 54.2%가 개헌에 찬성했고 반대는 31.0%였다.|More than half of the respondents, 54.2 percent, supported a constitutional amendment, while 31 percent were opposed.
|2025-09-08|한국은 전반 18분 선제골을 내줬으나 후반 7분과 추가시간 3분에 연달아 골을 넣어 2-1로 역전승했다.|South Korea conceded in the 18th minute but came back to win 2-1 with goals in the 52nd and in the third minute of stoppage time.
|2025-09-08|열병식은 3일 오전 9시(현지시간) 톈안먼 광장에서 열렸다.|The military parade was held at Tiananmen Square at 10 a.m. Wednesday (Korean time).
|2025-09-08|행사는 오는 19∼21일 사흘간 진행된다.|The event will be held Friday through Sunday next week.
|2025-09-08|탑승객 179명이 숨지고 2명이 구조됐다.|All but two of the 181 people on board were killed.
|2025-09-08|첫날 2언더파에 그쳤던 그는 이틀째 7타를 줄여 중간 합계 9언더파 135타로 공동 3위가 됐다.|After a first-round 70, he shot a 65 to move into a tie for third at 9-under 135.
|2025-09-08|다음 주 초 방미길에 오른다.|He will leave for the United States early next week.
|2025-06-12|코스피는 전날보다 8.2포인트 오른 2,907.04에 마감했다.|The KOSPI rose 8.2 points to close at 2,907.04 on Thursday.
|2025-06-12|10일까지인 신청 기한이 24일로 늦춰졌다.|The application deadline was put off from June 10 to June 24.
date|2025-06-12|10일까지인 신청 기한이 24일로 늦춰졌다.|The application deadline was put off from June 24 to June 10.
date|2025-06-12|회의는 오전 10시에서 11시로 늦춰졌다.|The meeting was put off from 11 a.m. to 10 a.m.
|2025-06-12|회의는 오전 10시에서 11시로 늦춰졌다.|The meeting was put off from 10 a.m. to 11 a.m.
|2025-06-12|두 공장에서 각각 70명과 50명이 떠났다.|A total of 120 workers left the two plants.
|2025-06-12|사고로 4명이 숨지고 9명이 다쳤다.|The crash caused 13 casualties in all, four of them deaths.
|2025-06-12|정규직은 5천200만원, 비정규직은 3천600만원을 받았다.|Regular staff earned 52 million won, 16 million won more than nonregular workers.
|2025-06-12|시급은 1만320원으로 올해보다 290원(2.9%) 오른다.|The hourly wage will go up 2.9 percent from this year's 10,030 won to 10,320 won.
|2025-06-12|민원은 6천200건에서 3천100건으로 줄었다.|Complaints were cut in half to 3,100.
|2025-06-12|당선인 가운데 50대가 120명이었다.|People in their 50s made up exactly half of the 240 winners.
|2025-06-12|중심 최대풍속은 초속 40m(시속 144㎞)다.|It packs maximum winds of 144 kilometers per hour.
|2025-06-12|직원이 50명 미만인 업체는 참가할 수 없다.|Companies need at least 50 employees to take part.
date|2025-06-12|2분기 매출이 12일 공개됐다.|Sales for the January-March period were released Thursday.
|2025-06-12|2분기 매출이 12일 공개됐다.|Sales for the April-June period were released Thursday.
date|2025-06-12|선거일 60일 전부터 금지된다.|It is banned from 60 days after election day.
|2025-06-12|선거일 60일 전부터 금지된다.|It is banned from 60 days before election day.
date|2025-06-12|범인은 사건 직후 달아났다.|The man fled shortly before the incident.
|2025-06-12|범인은 사건 직후 달아났다.|The man fled shortly after the incident.
number|2025-06-12|격차가 4%포인트로 좁혀졌다.|The gap narrowed by 4 percentage points.
|2025-06-12|격차가 4%포인트로 좁혀졌다.|The gap narrowed to 4 percentage points.
number|2025-06-12|건설투자 증가율은 마이너스 2.1%였다.|Construction investment grew 2.1 percent.
|2025-06-12|건설투자 증가율은 마이너스 2.1%였다.|Construction investment shrank 2.1 percent.
number|2025-06-12|70대 이상 취업자가 늘었다.|The number of workers in their 70s rose.
|2025-06-12|70대 이상 취업자가 늘었다.|The number of workers in their 70s or older rose.
date|2025-06-12|발사는 14일 0시(한국시간)로 잡혔다.|The launch is set for midnight on June 14 GMT.
|2025-03-04|조례안은 찬성 27표, 반대 25표로 통과됐다.|The ordinance passed by a margin of two votes.
|2025-03-04|지원자는 4천800명으로 240명을 뽑는다.|There were 20 applicants for every one of the 240 places.
|2025-03-04|버스 세 대를 9억6천만원에 사들였다.|It bought three buses at 320 million won apiece.
|2025-03-04|정원을 12명에서 15명으로 늘린다.|Three more people will be admitted, for a total of 15.
|2025-03-04|배출량을 2018년보다 35% 줄인다.|Emissions will be 65 percent of the 2018 level.
|2025-03-04|3.3㎡당 2천640만원에 분양한다.|The homes will be sold at 8 million won per square meter.
|2025-03-04|재판은 9시간 반 만에 끝났다.|The trial ended after 9 1/2 hours.
|2025-03-04|유가는 40센트 내렸다.|Oil prices fell by $0.40.
|2025-03-04|초당 500톤의 물을 내보낸다.|It is releasing 500 cubic meters of water per second.
|2025-03-04|열차는 정오를 20분 넘겨 도착했다.|The train arrived at 12:20 p.m.
|2025-03-04|하루 9시간, 주 45시간을 일한다.|They work nine hours a day and 45 hours a week.
|2025-03-04|태풍이 지난 6일에도 길은 막혀 있었다.|The road was still blocked Thursday, even after the typhoon had passed.
number|2025-03-04|나머지 3명은 아직 못 찾았고 5명 중 2명은 구조됐다.|Two of the five were rescued, and the remaining two have yet to be found.
number|2025-03-04|수출은 5년 전의 네 배로 불었다.|Exports are triple what they were five years ago.
number|2025-03-04|입장객은 예년의 두 배였다.|Visitors were half the usual number.
number|2025-03-04|통행료를 300원 올린다.|Tolls will go up by 300 percent.
number|2025-03-04|니켈 값은 톤당 1만8천달러다.|Nickel costs $18,000 per pound.
number|2025-03-04|㎏당 2만원에 팔린다.|It sells for 20,000 won per gram.
date|2025-03-04|18세기에 지은 집이다.|The house was built in the 1800s.
date|2025-03-04|파업은 3주째 이어졌다.|The strike has gone into its third month.
date|2025-03-04|지난달 수출은 12월보다 5% 늘었다.|Exports rose 5 percent from December this month.
date|2025-03-04|축제 첫날 5천명이 찾았다.|Five thousand people came on the last day of the festival.
date|2025-03-04|이번 주말 눈이 내린다.|Snow will fall next weekend.
|2025-03-04|선발은 5⅔이닝을 2실점으로 막았다.|The starter gave up two runs over 5 2/3 innings.
|2025-03-04|가람상사는 지분 38.4% 중 절반을 판다.|Garam Corp. will sell 19.2 percent, half of its stake.
|2025-03-04|재판관 4 대 4로 갈렸다.|The eight justices were evenly split.
number|2025-03-04|매출이 전망치를 12% 밑돌았다.|Sales were 12 billion won below the forecast.
number|2025-03-04|한도는 5억원에서 4억5천만원으로 줄었다.|The limit was cut by 450 million won from 500 million won.
number|2025-03-04|불은 지하 2층에서 시작됐다.|The fire began on the second floor.
date|2025-03-04|열대야가 여드레째 이어졌다.|It was the seventh straight tropical night.
date|2025-03-04|배추는 평년보다 12% 비싸다.|Cabbage costs 12 percent more than a year earlier.
date|2025-03-04|근로 시간은 주 48시간을 넘을 수 없다.|Working hours may not exceed 48 hours monthly.
date|2025-03-04|개막을 하루 앞두고 연습을 마쳤다.|They finished practicing a day after the opening.
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_family(row: str) -> None:
    kind, day, ko, en = row.split("|")
    told = {f.type for f in compare([ko], [en], [((0,), (0,))], date=date.fromisoformat(day))} & {"number", "date"}
    assert told == ({kind} if kind else set())

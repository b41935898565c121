"""Families of figures and days: signs, averages, bounds beside the value, coarse units, by and to, ranges of hours."""

from __future__ import annotations

from datetime import date

import pytest

from aligner.facts import compare

# what must be told ("" nothing), the story's date, the Korean, the English
# ruff: noqa: E501
ROWS = """
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
number|2024-09-09|두 정상의 만남은 31년 만에 이뤄졌다.|The two leaders met for the first time in two decades.
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
number|2025-03-12|파업은 닷새째 이어졌다.|The strike went on for a fourth day.
|2025-03-12|파업은 닷새째 이어졌다.|The strike went on for a fifth day.
|2025-03-12|파업은 닷새째 이어졌다.|The strike continued for the fifth consecutive day.
number|2025-03-12|주가는 나흘 연속 올랐다.|Shares rose for a third straight day.
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
number|2025-03-12|1년 3개월 만에 최저다.|It is the lowest in 13 months.
|2025-03-12|1년 3개월 만에 최저다.|It is the lowest in 15 months.
|2025-03-12|1년 3개월 만에 최저다.|It is the lowest in more than a year.
|2025-03-12|15년 만에 처음이다.|It is the first time in a decade and a half.
|2025-03-12|석 달 만에 반등했다.|It rebounded for the first time in three months.
number|2025-03-12|석 달 만에 반등했다.|It rebounded for the first time in four months.
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
date|2025-03-12|16세기 말 지어졌다.|It was built in the late 1600s.
|2025-03-12|오전 9시부터 11시까지 열린다.|It will be held from 9 to 11 a.m.
date|2025-03-12|오전 9시부터 11시까지 열린다.|It will be held from 9 a.m. to noon.
|2025-03-12|밤 10시∼새벽 2시에 순찰한다.|They patrol between 10 p.m. and 2 a.m.
|2025-03-12|오전 7∼9시 2호선이 붐볐다.|Line No. 2 was crowded from 7 a.m. to 9 a.m.
|2025-03-12|새벽 1시 30분께 불이 났다.|The fire broke out shortly after 1:30 a.m.
number|2024-06-12|전주는 15명, 군산은 22명이 다쳤다.|Twenty-two people were hurt in Jeonju and 15 in Gunsan.
"""


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_family(row: str) -> None:
    kind, day, ko, en = row.split("|")
    told = {f.type for f in compare([ko], [en], [((0,), (0,))], date=date.fromisoformat(day))} & {"number", "date"}
    assert told == ({kind} if kind else set())

"""A small definition that uses everything a definition can state."""

FULL = {
    "form": """key,value
form_id,full-form
form_version,1
title_th,แบบตัวอย่าง
title_en,Sample form
unit_label_th,หน่วยงาน
fiscal_year,2569
points,500
due_date,2026-11-30
return_to,office@example.go.th
privacy_th,ใช้ติดต่อเท่านั้น
""",
    "cover": """name,label_th,type,required,formula,personal
budget,งบประมาณ,decimal,yes,,
contact,ผู้ติดต่อ,text,when not empty(budget),,yes
half,ครึ่งหนึ่ง,computed,,budget/2,
""",
    "categories": """code,title_th,kind,weight
1,กระบวนการ,process,3
2,ตัวชี้วัด,results,2
3,ค่าใช้จ่าย,costs,
""",
    "sections": """category,code,title_th,parent,weight,counts_when
1,S1,ขั้นพื้นฐาน,,3,
1,S1a,ส่วนย่อย,S1,1,
1,S2,ขั้นก้าวหน้า,,1,score(S1)=100
""",
    "criteria": """category,section,code,text_th,weight,scale,min,max,rows,goal,unit_th,unit_en,answer
1,S1,C1,ข้อแรก,2,,,,,,,,choice have
1,S1a,C2,ข้อสอง,,,,,,,,,integer
1,S2,1.1,ข้อสาม,,,,10,,,,,integer
1,S2,C4,ข้อสี่,,,,,,,,,none
2,,R1,ตัวชี้วัดหนึ่ง,,,,,,80,ร้อยละ,%,
2,,R2,ตัวชี้วัดสอง,,less,0,200,,20,ข้อ,cases,
3,,P1,รายการ,,,,,1-3,,,,
""",
    "fields": """kind,table_th,level,name,label_th,type,slots,required,choices,min,max,formula,scored,scale,weight
process,ประเมิน,criterion,done,ดำเนินการ,choice,,yes,have,,,,yes,,2
process,ประเมิน,criterion,level,ระดับ,choice,,no,level,,,,yes,,
process,ประเมิน,criterion,answer,คำตอบ,by criterion,,no,,,,,no,,
process,ประเมิน,criterion,why,เหตุผล,text,,"when done=no and not empty(answer)",,,,,,,
results,ผลลัพธ์,criterion,goal,เป้าหมาย,constant,,,,,,,,,
results,ผลลัพธ์,criterion,unit,หน่วยนับ,constant,,,,,,,,,
results,ผลลัพธ์,criterion,actual,ผล,decimal,,yes,,0,1000,,,,
results,ผลลัพธ์,criterion,percent,ร้อยละ,computed,,,,,,actual/goal*100,yes,more,
costs,รายการ,criterion,item,รายการ,text,,yes,,,,,,,
costs,รายการ,criterion,cost,จำนวนเงิน,decimal,,yes,,0,,,,,
costs,รายการ,criterion,day,วันที่,date,,no,,,,,,,
costs,รายการ,criterion,hour,เวลา,time,,no,,,,,,,
costs,รายการ,category,total,รวม,computed,,,,,,sum(P1.cost),,,
""",
    "choices": """list,value,label_th,score
have,yes,มี,1
have,no,ไม่มี,0
have,n/a,ไม่เกี่ยวข้อง,na
level,1,น้อย,1
level,2,มาก,2
""",
    "scales": """scale,at,score
more,50,0
more,100,4
more,120,5
less,0,5
less,200,0
""",
    "checks": """name,category,kind,rule,severity,message_th,fix_th
level-without-doing,,process,not (done=no and level=2),warning,ระดับมากทั้งที่ไม่ได้ดำเนินการ,แก้ระดับ
over-budget,,,sum(P1.cost)<=cover.budget,error,ค่าใช้จ่ายเกินงบประมาณ,
in-one-category,2,,actual>=goal or actual<goal,warning,ตรวจ,
""",
    "prefill": """unit,category,criterion,row,field,slot,value
10,,,,budget,,1000
10,,C1,,done,1,yes
10,,R1,,goal,,90
11,,P1,2,item,,ค่าเดินทาง
""",
    "units": """code,name_th,name_en,due_date
10,หน่วยหนึ่ง,Unit one,
11,หน่วยสอง,Unit two,2026-12-15
""",
}

import type { LanguageTexts } from "./language-texts.ts";

export const HINDI: LanguageTexts = {
  languageHint: "hi",
  names: ["प्रिया शर्मा", "अर्जुन द्विवेदी"],
  phone: "+91 11 0000 ####",
  calls: [
    {
      summary:
        "{name} ने अपने बिल के बारे में पूछा। एजेंट ने शिकायत {ticket} दर्ज की और {phone} पर वापस कॉल करने का वादा किया।",
      shortSummary: "बिल की शिकायत {ticket} दर्ज।",
    },
    {
      summary: "ग्राहक ने {time} का समय तय किया। पुष्टि {email} पर भेजी जाएगी। आगे किसी कार्रवाई की ज़रूरत नहीं है।",
      shortSummary: "{time} का समय तय हुआ।",
    },
  ],
};

export const THAI: LanguageTexts = {
  languageHint: "th",
  names: ["สมชาย ใจดี", "กัลยาณี ศรีสุข"],
  phone: "+66 2 000 ####",
  calls: [
    {
      summary:
        "คุณ{name}ต้องการเลื่อนนัดหมายไปเป็นเวลา{time}เจ้าหน้าที่ตรวจสอบแล้วและยืนยันการเปลี่ยนแปลงพร้อมส่งอีเมลไปที่ {email}",
      shortSummary: "เลื่อนนัดเป็นเวลา{time}",
    },
    {
      summary: "ลูกค้าสอบถามเรื่องการคืนเงินตามหมายเลข {ticket} และขอให้โทรกลับที่ {phone}",
      shortSummary: "สอบถามการคืนเงิน {ticket}",
    },
  ],
};

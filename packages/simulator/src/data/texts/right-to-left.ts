import type { LanguageTexts } from "./language-texts.ts";

export const ARABIC: LanguageTexts = {
  languageHint: "ar",
  names: ["أحمد الخطيب", "ليلى منصور"],
  phone: "+966 11 000 ####",
  calls: [
    {
      summary:
        "طلب {name} تغيير موعده إلى الساعة {time}. أكد الوكيل التغيير وسجّل الطلب {ticket} وأرسل التأكيد إلى {email}.",
      shortSummary: "تغيير الموعد إلى {time}.",
    },
    {
      summary: "اتصل العميل بخصوص فاتورة iPhone 15 Pro (مكررة). يرجى معاودة الاتصال على الرقم {phone}.",
      shortSummary: "فاتورة مكررة: iPhone 15 Pro.",
    },
  ],
};

export const HEBREW: LanguageTexts = {
  languageHint: "he",
  names: ["נועה לוי", "איתן בן־דוד"],
  phone: "+972 2-000-####",
  calls: [
    {
      summary:
        "{name} ביקשה להזיז את התור לשעה {time}. הנציג אישר, פתח פנייה {ticket} ושלח אישור אל {email}.",
      shortSummary: "התור הוזז לשעה {time}.",
    },
    {
      summary: "הלקוח שאל על מנוי “Premium+” וביקש שיחזרו אליו למספר {phone} עד סוף היום.",
      shortSummary: "שאלה על Premium+, לחזור ללקוח.",
    },
  ],
};

import type { Language } from "./language.ts";

export const ARABIC: Language = {
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
  dialogue: {
    charactersPerSecond: 13,
    greeting: "مرحباً، كيف يمكنني مساعدتك؟",
    user: [
      "أريد تغيير موعدي من فضلك.",
      "اسمي {name} ورقمي {phone}.",
      "أرسله إلى {email} لو سمحت.",
      "فاتورة iPhone 15 Pro مكررة!",
      "نعم.",
    ],
    agent: [
      "لحظة من فضلك.",
      "رقم طلبك هو {ticket}.",
      "هل تناسبك الساعة {time}؟",
      "أكرر الرقم: {phone}. هل هذا صحيح؟",
      "شكراً لاتصالك يا {name}، مع السلامة.",
    ],
  },
};

export const HEBREW: Language = {
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
  dialogue: {
    charactersPerSecond: 13,
    greeting: "שלום, במה אפשר לעזור?",
    user: [
      "אני רוצה להזיז את התור.",
      "שמי {name} והמספר שלי {phone}.",
      "אפשר לשלוח ל-{email}?",
      "כן, מנוי “Premium+”.",
    ],
    agent: ["רק רגע, בבקשה.", "פתחתי פנייה {ticket}.", "האם {time} מתאים?", "תודה רבה, יום נעים!"],
  },
};

import type { Dialogue } from "./dialogue.ts";

export const ARABIC_DIALOGUE: Dialogue = {
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
};

export const HEBREW_DIALOGUE: Dialogue = {
  charactersPerSecond: 13,
  greeting: "שלום, במה אפשר לעזור?",
  user: [
    "אני רוצה להזיז את התור.",
    "שמי {name} והמספר שלי {phone}.",
    "אפשר לשלוח ל-{email}?",
    "כן, מנוי “Premium+”.",
  ],
  agent: ["רק רגע, בבקשה.", "פתחתי פנייה {ticket}.", "האם {time} מתאים?", "תודה רבה, יום נעים!"],
};

import type { FirstTexts } from "./text.ts";

/**
 * Arabic, Modern Standard: what an element says until the first row. What a call or a host may name in any script
 * stands between U+2068 and U+2069, so that it does not turn the order of the words around it; what is typed with
 * hyphens between U+2066 and U+2069, so that a hyphen at the end of a line stays there.
 */
export const texts: FirstTexts = {
  calls: "المكالمات",
  loading: "جارٍ تحميل المكالمات",
  retry: "إعادة المحاولة",
  sentences: "{title}. {text}",
  "talk.start": "بدء مكالمة",

  waiting: "قيد الانتظار",
  active: "جارية",
  ended: "انتهت",
  unjoined: "لم ينضم أحد",
  "summary.waiting": "في انتظار انضمام المتصل",
  "summary.active": "مكالمة جارية",
  "summary.ended": "لا يوجد ملخص",
  "summary.unjoined": "لم ينضم أحد إلى هذه المكالمة",
  noAgent: "لا يوجد وكيل",

  "network.title": "لا يوجد اتصال بالوسيط",
  "network.text":
    "تعذّر الوصول إلى \u2068{broker}\u2069. قد يكون هذا الجهاز غير متصل بالإنترنت، أو قد تحظر سياسة الصفحة (\u2066connect-src\u2069) الطلب.",
  "offline.title": "أنت غير متصل بالإنترنت",
  "offline.text": "هذا الجهاز غير متصل. أعد المحاولة عند عودة الاتصال.",
  "part.title": "لم يُحمَّل جزء من هذا العنصر",
  "part.text":
    "حُظر ملف ضمن \u2068{broker}/keyhole/\u2069 أو لم يصل. قد لا تسمح سياسة الصفحة (\u2066script-src\u2069) بهذا المجلد، أو قد يكون مانع محتوى أو خادم وكيل قد أوقفه.",
  "page.title": "هذه الصفحة تمنع العنصر من العمل",
  "page.text":
    "برنامج نصي في هذه الصفحة يغيّر المتصفح، أو أن المتصفح قديم جدًا (\u2068{reason}\u2069). حدّث المتصفح، أو تواصل مع مالك الموقع.",
  "failed.title": "حدث خطأ ما",
};

/** The rest, for what loads after the first row. */
export const loadMore = () => import("./ar-more.ts");

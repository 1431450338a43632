import type { DoctorTexts } from "./text.ts";

/** Arabic, for the search for a reason. */
export const texts: DoctorTexts<"zero" | "one" | "two" | "few" | "many" | "other"> = {
  "doctor.title": "لماذا لا يعمل هذا؟",
  "doctor.checking": "جارٍ فحص هذه الصفحة والوسيط…",
  "doctor.found.zero": "لم يفشل أي فحص.",
  "doctor.found.one": "فشل فحص واحد.",
  "doctor.found.two": "فشل فحصان.",
  "doctor.found.few": "فشلت {count} فحوص.",
  "doctor.found.many": "فشل {count} فحصًا.",
  "doctor.found.other": "فشل {count} فحص.",
  "doctor.nothing": "لم يفشل أي فحص. إذا استمرت المشكلة، فأرسل هذه القائمة إلى مالك الموقع.",
  "doctor.passed": "سليم",
  "doctor.failed": "غير سليم",
  "doctor.unknown": "غير مؤكد",
  "doctor.line": "{check}: {verdict}",
  "doctor.copy": "نسخ كنص",
  "doctor.copied": "تم النسخ",
  "doctor.notCopied": "منع المتصفح النسخ.",
  "doctor.close": "إغلاق",

  "check.files": "ملفات العنصر",
  "check.settings": "سمات العنصر",
  "check.secure-context": "HTTPS",
  "check.sandbox": "أصل الصفحة",
  "check.built-ins": "وظائف المتصفح",
  "check.storage": "التخزين (IndexedDB)",
  "check.microphone": "إذن الميكروفون",
  "check.policy": "سياسة الصفحة (Content-Security-Policy)",
  "check.broker": "رد الوسيط",
  "check.version": "إصدارا العنصر والوسيط",
  "check.clock": "ساعة هذا الجهاز",
  "check.sign-in": "تسجيل الدخول",
  "check.site": "الموقع",
  "check.origin": "الأصل المسموح به للموقع",
  "check.upstream": "الاتصال بخدمة المكالمات",
  "check.key": "مفتاح API الخاص بـ Worker",
  "check.identity": "موفّر الهوية",

  "fix.built-ins":
    "استبدل برنامج نصي في هذه الصفحة {names}. إذا لم يفشل أي فحص آخر، فجرّب الصفحة من دون ذلك البرنامج.",
  "fix.built-ins.broken": "استبدل برنامج نصي في هذه الصفحة {names} فلم يعد يعمل. أزِل ذلك البرنامج.",
  "fix.storage":
    "يرفض المتصفح التخزين، كما في بعض النوافذ الخاصة. يُفقد مفتاح هذه الصفحة عند مغادرتها، ومعه مكالمات الزائر. اسمح ببيانات الموقع لهذه الصفحة.",
  "fix.microphone":
    "لا يُسمح لهذه الصفحة باستخدام الميكروفون، وهو مطلوب لبدء مكالمة فقط. اسمح به في الترويسة Permissions-Policy، وداخل إطار باستخدام allow=microphone.",
  "fix.policy": "أضف {broker} إلى {directives} في الترويسة Content-Security-Policy لهذه الصفحة.",
  "fix.identity":
    "لا يحصل Worker من موفّر الهوية على مفاتيح أو عناوين صالحة. أعد المحاولة لاحقًا. إذا استمرت المشكلة، فسيجد مالك الموقع السبب في سجل Worker.",
  "fix.version":
    "إصدار العنصر {own} وإصدار الوسيط {other}. حمّل العنصر من {broker}/keyhole.js أو انشر Worker من جديد.",
};

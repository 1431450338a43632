import type { TalkTexts } from "./text.ts";

/** Arabic, for a talk. */
export const texts: TalkTexts = {
  "talk.opening": "جارٍ الفتح",
  "talk.panel": "المكالمة",
  "talk.note": "يعمل الميكروفون أثناء المكالمة فقط، ويتوقف قبلها وبعدها.",
  "talk.show": "عرض المكالمة",
  "talk.hide": "إخفاء المكالمة",
  "talk.close": "إغلاق",
  "talk.cancel": "إلغاء",

  "talk.agent": "مع من تريد التحدث؟",
  "talk.consent": "قبل أن تبدأ",
  "talk.agree": "أوافق، ابدأ",
  "talk.type": "الكتابة بدلًا من ذلك",
  "talk.challenge": "تأكيد أنك إنسان",
  "talk.challenge.wait": "أكمل التحقق أعلاه للبدء.",
  "talk.challenge.failed": "لا يمكن عرض التحقق من \u2066challenges.cloudflare.com\u2069.",
  "talk.challenge.policy":
    "قد تمنعه سياسة الصفحة (\u2066script-src, frame-src\u2069) أو أداة حظر المحتوى. اسمح به، ثم أعد المحاولة.",

  "talk.loading": "جارٍ التحضير",
  "talk.microphone.title": "اسمح بالميكروفون",
  "talk.microphone.text":
    "يسأل متصفحك هل يُسمح لهذه الصفحة باستخدام الميكروفون. يعمل أثناء المكالمة ويتوقف بعدها.",
  "talk.starting": "جارٍ بدء المكالمة",
  "talk.joining": "جارٍ الاتصال",
  "talk.waiting.title": "جميع الخطوط مشغولة",
  "talk.waiting.text": "دورك محفوظ. المحاولة التالية خلال \u2068{duration}\u2069.",
  "talk.leaving": "جارٍ إنهاء المكالمة",

  "talk.joined": "أنت متصل. يمكنك التحدث الآن.",
  "talk.joinedWriting": "أنت متصل. يمكنك الكتابة الآن.",
  "talk.idle": "جاهز",
  "talk.listening": "يستمع",
  "talk.thinking": "يفكر",
  "talk.speaking": "يتحدث",
  "talk.reconnecting": "انقطع الاتصال. جارٍ إعادة الاتصال",
  "talk.agentState": "\u2068{agent}\u2069: {state}",
  "talk.left": "يتبقى \u2068{time}\u2069",
  "talk.ending": "تنتهي المكالمة خلال \u2068{duration}\u2069.",

  "talk.transcript": "النص",
  "talk.silent": "يظهر هنا ما تقوله أنت والوكيل.",
  "talk.you": "أنت",
  "talk.newest": "أحدث الكلمات",

  "talk.hangUp": "إنهاء المكالمة",
  "talk.mute": "كتم صوتي",
  "talk.muteSpeaker": "كتم الوكيل",
  "talk.write": "الكتابة",
  "talk.message": "رسالتك",
  "talk.send": "إرسال",
  "talk.notSent": "لم تُرسل الرسالة. أعد المحاولة بعد اتصال المكالمة.",
  "talk.devices": "الأجهزة",
  "talk.microphones": "الميكروفون",
  "talk.speakers": "مكبّر الصوت",
  "talk.device": "الافتراضي لهذا الجهاز",
  "talk.deviceNumber": "الجهاز {number}",

  "talk.ended.title": "انتهت المكالمة",
  "talk.ended.duration": "المدة: \u2068{duration}\u2069",
  "talk.ended.hung-up": "أنهيت المكالمة.",
  "talk.ended.agent-hung-up": "أنهى الوكيل المكالمة.",
  "talk.ended.time-limit": "بلغت المكالمة حدّها الزمني.",
  "talk.ended.connection-lost": "انقطع الاتصال.",
  "talk.ended.removed": "أغلقت هذه الصفحة المكالمة.",
  "talk.ended.signed-out": "لم تعد مسجَّل الدخول.",
  "talk.ended.hidden": "غادرت هذه الصفحة.",
  "talk.again": "البدء من جديد",
  "talk.details": "عرض هذه المكالمة",

  "talk.nobody.title": "لا أحد للتحدث معه",
  "talk.nobody.text":
    "لا يتيح لك الموقع «{site}» بدء مكالمة مع هذا الوكيل. يمكن لمالك الموقع إضافته إلى «\u2066talk\u2069» في إعدادات \u2066Keyhole Worker\u2069.",

  "talk.microphone-denied.title": "الميكروفون محظور",
  "talk.microphone-denied.text":
    "لم تسمح به أنت أو متصفحك. افتح إعدادات هذه الصفحة بجانب العنوان، واسمح بالميكروفون، ثم أعد المحاولة.",
  "talk.microphone-missing.title": "لم يُعثر على ميكروفون",
  "talk.microphone-missing.text": "ليس في هذا الجهاز ميكروفون، أو أنه متوقف. وصّل ميكروفونًا، ثم أعد المحاولة.",
  "talk.microphone-busy.title": "الميكروفون لا يعمل",
  "talk.microphone-busy.text":
    "قد يستخدمه برنامج آخر. أغلق ذلك البرنامج أو اختر ميكروفونًا آخر، ثم أعد المحاولة.",
  "talk.microphone-ignored.title": "لم يُسمح بالميكروفون في الوقت المحدد",
  "talk.microphone-ignored.text":
    "سأل متصفحك هل يُسمح لهذه الصفحة باستخدامه ولم يُجب أحد. أعد المحاولة وأجب عن السؤال.",
  "talk.microphone-policy.title": "لا يُسمح لهذه الصفحة باستخدام الميكروفون",
  "talk.microphone-policy.text":
    "تمنعه سياستها (\u2066Permissions-Policy\u2069) أو الإطار الذي يحتويها. يمكن لمالك الموقع إضافة \u2066allow=microphone\u2069 إلى الإطار أو \u2066microphone\u2069 إلى السياسة.",
  "talk.insecure-context.title": "هذه الصفحة غير آمنة",
  "talk.insecure-context.text":
    "لا تتيح المتصفحات الميكروفون إلا للصفحات المقدَّمة عبر HTTPS أو من localhost. قدّم هذه الصفحة عبر HTTPS.",
  "talk.webrtc-missing.title": "لا يستطيع هذا المتصفح إجراء مكالمات",
  "talk.webrtc-missing.text":
    "تقنية WebRTC غير موجودة، أو عطّلتها إضافة. استخدم متصفحًا آخر، أو عطّل تلك الإضافة.",
  "talk.csp-connect.title": "تحظر هذه الصفحة المكالمة",
  "talk.csp-connect.text":
    "لا تسمح سياستها (\u2066Content-Security-Policy\u2069) بالاتصال. يمكن لمالك الموقع إضافة هذا السطر: \u2068{directive}\u2069",
  "talk.csp-worker.title": "تحظر هذه الصفحة المكالمة",
  "talk.csp-worker.text":
    "لا تسمح سياستها (\u2066Content-Security-Policy\u2069) بجزء من المكالمة. يمكن لمالك الموقع إضافة هذا السطر: \u2068{directive}\u2069",
  "talk.join-refused.title": "تعذّر الانضمام إلى المكالمة",
  "talk.join-refused.text": "رفضت خدمة المكالمات الاتصال، وربما سُحبت المكالمة. ابدأ من جديد.",
  "talk.join-timed-out.title": "لم تتصل المكالمة في الوقت المحدد",
  "talk.join-timed-out.text":
    "قد يكون السبب اتصالًا بطيئًا أو جدار حماية أو شبكة VPN. تحقق من اتصالك، ثم أعد المحاولة.",
  "talk.connection-lost.title": "انقطع الاتصال",
  "talk.connection-lost.text": "تحقق من اتصالك، ثم أعد المحاولة.",
  "talk.client-failed.title": "تعذّر إجراء المكالمة",
  "talk.client-failed.text":
    "حدث أمر غير متوقع في هذا المتصفح. أعد المحاولة. إذا لم يُفد ذلك، فأعد تحميل هذه الصفحة.",

  "talk.consent_required.title": "تغيّرت الشروط",
  "talk.consent_required.text": "اقرأ النص الجديد ووافق عليه للبدء.",
  "talk.challenge_required.title": "لم يُقبل التحقق",
  "talk.challenge_required.text": "انتهت صلاحيته أو استُخدم من قبل. أكمله مرة أخرى للبدء.",
  "talk.quota_exceeded.title": "استنفدت مكالماتك في الوقت الحالي",
  "talk.quota_exceeded.text": "يحدّ هذا الموقع عدد مكالماتك ومدتها. {wait}",
  "talk.conflict.title": "بدأت المكالمة من قبل",
  "talk.conflict.text": "أُرسل الطلب نفسه مرتين. ابدأ من جديد.",
  "talk.access.title": "لا يُسمح لك ببدء مكالمات هنا",
  "talk.access.text":
    "لا يمنحك الموقع «{site}» الصلاحية \u2066calls:start\u2069، أو ليس في إعداداته «\u2066talk\u2069». اسأل مالك الموقع.",
  "talk.invalid_request.title": "لم تُقبل المكالمة",
  "talk.invalid_request.text":
    "تحدد الصفحة وكيلًا أو متغيرًا أو بيانات وصفية لا يسمح بها الموقع. اسأل مالك الموقع.",
  "talk.service.title": "لا يمكن بدء المكالمات الآن",
  "talk.service.text": "لا تستجيب خدمة المكالمات كما هو متوقع. أعد المحاولة لاحقًا.",
};

import type { Language } from "./language.ts";

export const JAPANESE: Language = {
  languageHint: "ja",
  names: ["佐藤さくら", "髙橋 健一"],
  phone: "+81 3-0000-####",
  calls: [
    {
      summary:
        "{name}様より予約変更のご依頼がありました。担当者は{time}の空きを確認し、受付番号{ticket}で変更を完了しました。確認メールは{email}に送信されます。",
      shortSummary: "{time}に予約を変更。",
    },
    {
      summary:
        "お客様は領収書の再発行をご希望でした。折り返しの電話番号は{phone}です。「至急」とのことです。",
      shortSummary: "領収書の再発行(至急)。",
    },
  ],
  dialogue: {
    charactersPerSecond: 7,
    greeting: "お電話ありがとうございます。ご用件をお伺いします。",
    user: [
      "予約を変更したいのですが。",
      "{name}と申します。",
      "電話番号は{phone}です。",
      "{email}に送ってください。",
      "はい。",
    ],
    agent: [
      "かしこまりました。少々お待ちください。",
      "{time}でしたら空いております。いかがでしょうか。",
      "受付番号は{ticket}です。",
      "復唱いたします。{phone}でよろしいでしょうか。",
      "ありがとうございました。失礼いたします。",
    ],
  },
};

export const CHINESE: Language = {
  languageHint: "zh",
  names: ["王小明", "歐陽麗華"],
  phone: "+86 10 0000 ####",
  calls: [
    {
      summary:
        "{name}来电咨询退款进度。客服查询到工单{ticket}正在处理,预计三个工作日内到账,并已将说明发送至{email}。",
      shortSummary: "咨询退款进度,工单{ticket}。",
    },
    {
      summary: "來電者想把預約改到{time},並留下電話{phone}。客服已確認修改,無需後續處理。",
      shortSummary: "預約改至{time}。",
    },
  ],
  dialogue: {
    charactersPerSecond: 5,
    greeting: "您好,请问有什么可以帮您?",
    user: [
      "我想查一下退款进度。",
      "我叫{name},電話是{phone}。",
      "发到{email}可以吗?",
      "好的。",
      "卡號是{card}。",
    ],
    agent: [
      "请稍等,我帮您查一下。",
      "您的工单是{ticket},预计三个工作日内到账。",
      "可以改到{time},您看行吗?",
      "我重复一下:{phone},对吗?",
      "感谢您的来电,再见。",
    ],
  },
};

export const KOREAN: Language = {
  languageHint: "ko",
  names: ["김민서", "이도윤"],
  phone: "+82 2-000-####",
  calls: [
    {
      summary:
        "{name} 고객님이 배송 지연에 대해 문의했습니다. 상담원은 접수번호 {ticket}(으)로 확인 후 {phone}(으)로 다시 연락하기로 했습니다.",
      shortSummary: "배송 지연 문의, 회신 예정.",
    },
    {
      summary: "고객님이 예약 시간을 {time}(으)로 변경했습니다. 확인 메일은 {email}(으)로 발송되었습니다.",
      shortSummary: "예약 시간을 {time}(으)로 변경.",
    },
  ],
  dialogue: {
    charactersPerSecond: 7,
    greeting: "안녕하세요, 무엇을 도와드릴까요?",
    user: [
      "배송이 늦어지고 있어요.",
      "{name}입니다. 번호는 {phone}이에요.",
      "{email}(으)로 보내 주세요.",
      "네.",
    ],
    agent: [
      "잠시만 기다려 주세요.",
      "접수번호는 {ticket}입니다.",
      "{time}에 다시 연락드려도 될까요?",
      "감사합니다. 좋은 하루 되세요.",
    ],
  },
};

export const HINDI: Language = {
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
  dialogue: {
    charactersPerSecond: 13,
    greeting: "नमस्ते, मैं आपकी क्या मदद कर सकती हूँ?",
    user: ["मेरे बिल में गलती है।", "मेरा नाम {name} है, नंबर {phone}।", "{email} पर भेज दीजिए।", "हाँ।"],
    agent: [
      "एक मिनट, मैं देखती हूँ।",
      "शिकायत {ticket} दर्ज हो गई है।",
      "क्या {time} ठीक रहेगा?",
      "धन्यवाद, {name} जी।",
    ],
  },
};

export const THAI: Language = {
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
  dialogue: {
    charactersPerSecond: 13,
    greeting: "สวัสดีค่ะ มีอะไรให้ช่วยคะ",
    user: ["ต้องการเลื่อนนัดหมายครับ", "ผมชื่อ{name}เบอร์{phone}", "ส่งไปที่ {email} ได้ไหม", "ครับ"],
    agent: ["สักครู่นะคะ", "เลื่อนเป็นเวลา{time}ได้ค่ะ", "หมายเลขของคุณคือ {ticket} ค่ะ", "ขอบคุณค่ะสวัสดีค่ะ"],
  },
};

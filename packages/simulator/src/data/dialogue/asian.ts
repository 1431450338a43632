import type { Dialogue } from "./dialogue.ts";

export const JAPANESE_DIALOGUE: Dialogue = {
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
};

export const CHINESE_DIALOGUE: Dialogue = {
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
};

export const KOREAN_DIALOGUE: Dialogue = {
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
};

export const HINDI_DIALOGUE: Dialogue = {
  charactersPerSecond: 13,
  greeting: "नमस्ते, मैं आपकी क्या मदद कर सकती हूँ?",
  user: ["मेरे बिल में गलती है।", "मेरा नाम {name} है, नंबर {phone}।", "{email} पर भेज दीजिए।", "हाँ।"],
  agent: ["एक मिनट, मैं देखती हूँ।", "शिकायत {ticket} दर्ज हो गई है।", "क्या {time} ठीक रहेगा?", "धन्यवाद, {name} जी।"],
};

export const THAI_DIALOGUE: Dialogue = {
  charactersPerSecond: 13,
  greeting: "สวัสดีค่ะ มีอะไรให้ช่วยคะ",
  user: ["ต้องการเลื่อนนัดหมายครับ", "ผมชื่อ{name}เบอร์{phone}", "ส่งไปที่ {email} ได้ไหม", "ครับ"],
  agent: ["สักครู่นะคะ", "เลื่อนเป็นเวลา{time}ได้ค่ะ", "หมายเลขของคุณคือ {ticket} ค่ะ", "ขอบคุณค่ะสวัสดีค่ะ"],
};

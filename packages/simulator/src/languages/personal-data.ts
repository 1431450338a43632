import type { Line } from "./language.ts";

/** A piece of personal data in a text. */
export interface PersonalDatum {
  readonly kind: "phone" | "card" | "email";
  /** Exactly as in the text. */
  readonly value: string;
  /** For a phone number in national form: its country, ISO 3166. */
  readonly country?: string;
}

/** Numbers reserved for fiction or used as examples in guides, in the forms that people write. */
const PHONES: readonly (readonly [country: string, ...values: readonly string[]])[] = [
  [
    "US",
    "(202) 555-0147",
    "202-555-0123",
    "202.555.0188",
    "+1 202-555-0147",
    "+12025550199",
    "1-800-555-0199",
  ],
  ["CA", "613-555-0112", "+1 (613) 555-0112"],
  ["GB", "020 7946 0958", "(0161) 496 0123", "07400 123456", "+44 20 7946 0958", "+44 (0)20 7946 0959"],
  ["DE", "030 23125042", "030/23125-044", "+49 30 23125 042", "0049 30 23125043", "+49 (0)30 23125-045"],
  ["FR", "01 99 00 12 34", "06.12.34.56.78", "+33 1 99 00 12 35"],
  ["ES", "+34 912 34 56 78", "612 34 56 78"],
  ["IT", "06 698 12345", "+39 312 345 6789"],
  ["SE", "08-465 004 12", "+46 70 174 06 05"],
  ["NL", "020 123 4567", "+31 6 12345678"],
  ["CH", "044 668 18 00", "+41 78 123 45 67"],
  ["PL", "+48 22 123 45 67"],
  ["TR", "+90 (212) 345 67 89"],
  ["RU", "+7 (495) 123-45-67", "8 (912) 345-67-89"],
  ["AU", "(02) 5550 1234", "0491 570 006", "+61 2 5550 1234"],
  ["JP", "03-1234-5678", "090-1234-5678", "+81 3-1234-5678", "０３－１２３４－５６７９"],
  ["CN", "138 0013 8000", "+86 138 0013 8000"],
  ["KR", "02-312-3456", "+82 10-2000-0000"],
  ["IN", "081234 56789", "+91 81234 56789"],
  ["TH", "02-123-4567", "+66 81 234 5678"],
  ["SA", "+966 51 234 5678"],
  ["AE", "+971 50 123 4567", "+٩٧١ ٥٠ ١٢٣ ٤٥٦٨"],
  ["IL", "+972 50-234-5678"],
  ["BR", "(11) 96123-4567", "+55 11 2345-6789"],
  ["MX", "+52 55 1234 5678"],
  ["ZA", "+27 10 123 4567"],
];

/** The card schemes' own test numbers. */
const CARDS = [
  "4242 4242 4242 4242",
  "4111111111111111",
  "4000-0566-5566-5556",
  "5555 5555 5555 4444",
  "2223003122003222",
  "3782 822463 10005",
  "371449635398431",
  "6011 1111 1111 1117",
  "3056 930902 5904",
  "36227206271667",
  "3566 0020 2036 0505",
  "6200 0000 0000 0005",
  "6759 6498 2643 8453",
];

const EMAILS = [
  "anna.keller@mail.example",
  "JOHN.DOE@EXAMPLE.COM",
  "b.o'neil+invoices@sub.mail.example",
  "first_last-2@mail-host.example",
  "x@y.example",
  "käthe@bücher.example",
  "用户@例子.example",
  "info@xn--bcher-kva.example",
];

/** All personal data of the showcase call. */
export const PERSONAL_DATA: readonly PersonalDatum[] = [
  ...PHONES.flatMap(([country, ...values]) =>
    values.map((value): PersonalDatum => ({ kind: "phone", value, country })),
  ),
  ...CARDS.map((value): PersonalDatum => ({ kind: "card", value })),
  ...EMAILS.map((value): PersonalDatum => ({ kind: "email", value })),
];

const FRAMES: Readonly<Record<PersonalDatum["kind"], readonly [said: string, readBack: string]>> = {
  phone: ["My number is {it}, any time.", "I call {it} then."],
  card: ["Take it from {it}; it runs until 04/31.", "So that is card {it}, thank you."],
  email: ["Write to {it}, please.", "I have sent it to {it}."],
};

/** Lines that look like personal data but are not, and data that is spelled out as words. */
const DECOYS: readonly Line[] = [
  {
    speaker: "user",
    text: "The order is 1234567890123456, of 2026-07-02 at 14:30:00, and cost 1,234,567.89.",
  },
  { speaker: "agent", text: "Version 10.11.12.13, ticket T-12345, room 0815, since 1999, 20 % off: T-99." },
  { speaker: "user", text: "It is five five five, oh one four seven. At is anna at mail dot example." },
  { speaker: "agent", text: "The part is 8d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c001, and pi is 3.14159265358979." },
];

/** The script of a call: the user says each piece of personal data, and the agent reads it back. */
export const PERSONAL_DATA_SCRIPT: readonly Line[] = [
  ...PERSONAL_DATA.flatMap(({ kind, value }): Line[] => {
    const [said, readBack] = FRAMES[kind];
    return [
      { speaker: "user", text: said.replace("{it}", value) },
      { speaker: "agent", text: readBack.replace("{it}", value) },
    ];
  }),
  ...DECOYS,
];

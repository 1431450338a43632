import { describe, expect, it } from "vitest";
import { maskPersonalData } from "../../src/privacy/mask-personal-data.ts";

/** Dates, times and short numbers, as summaries of calls are full of them. */
const HARMLESS = [
  "2026-07-02",
  "2026-07-02 14:30",
  "2026-07-02T14:30:00Z",
  "2026-07-02T14:30:00.000+02:00",
  "2026/07/02",
  "2026.07.02 at 9",
  "02.07.2026",
  "2.7.2026",
  "02.07.2026 14:30",
  "02.07.2026, 14:30",
  "7/2/2026 2:30 PM",
  "2-7-2026 14.30",
  "02.07.2026 14:30 - 15:45",
  "2026-07-02 - 2026-07-05",
  "02.07.2026–05.07.2026",
  "7/2/2026 - 7/5/2026",
  "July 2, 2026",
  "14:30:15",
  "9:30-10:45",
  "10.00-18.30",
  "room 404",
  "123456",
  "12 345",
  "order 12-345",
  "2026-07-02: 3 rooms",
  "'2026-07-02' '2026-07-05'",
  "2026-07-02 14:30:15",
  "9:00; 10:00; 11:30",
  "[14:30:15] 3 rooms",
  "14:30:15: 3 rooms",
  "1,200,500 euros",
  "3 x 20 x 40",
  "call 12 of 99 on 2026-07-02",
];

/** Phone numbers as they are written where they are dialled. */
const PHONES: [country: string, ...numbers: string[]][] = [
  ["Argentina", "+54 9 11 2345-6789", "011 4321-5678"],
  ["Australia", "0412 345 678", "(02) 9876 5432", "+61 2 9876 5432"],
  ["Brazil", "+55 11 91234-5678", "(11) 91234-5678"],
  ["China", "138 0013 8000", "+86 10 6552 9988"],
  ["France", "01.23.45.67.89", "+33 1 23 45 67 89"],
  ["Germany", "030 1234567", "+49 (0)30/1234-567", "0049 30 1234567", "0171/1234567"],
  ["India", "+91 98765 43210", "098765-43210", "022-2345 6789"],
  ["Italy", "06 1234 5678", "+39 333 123 4567"],
  ["Japan", "03-1234-5678", "090-1234-5678", "+81 90 1234 5678"],
  ["Korea", "010-1234-5678", "02-312-3456"],
  ["Mexico", "55 1234 5678", "+52 1 55 1234 5678"],
  ["the Netherlands", "06-12345678", "020 123 4567"],
  ["Poland", "601 234 567", "+48 22 123 45 67"],
  ["Russia", "8 (495) 123-45-67", "+7 912 345-67-89"],
  ["Singapore", "6123 4567", "+65 6123 4567"],
  ["Spain", "912 34 56 78", "+34 612 345 678"],
  ["Switzerland", "044 668 18 00", "+41 44 668 18 00"],
  ["the United Kingdom", "020 7946 0958", "07700 900123", "(0161) 496 0123"],
  ["the United States", "(555) 123-4567", "1-800-555-0199", "tel:+1-555-123-4567"],
];

/** Written so that they look like something else. */
const DISGUISED = [
  "0171/23/45 67",
  "0171-23-45 67",
  "12-34-5678",
  "12.34.5678",
  "06.12.3456 78",
  "4567-12-34 - 5678-90-12",
  "(415)·555·0132",
  "415•555•0132",
  "415~555~0132",
  "555|123|4567",
  "4111_1111_1111_1111",
  "4111:1111:1111:1111",
  "4111*1111*1111*1111",
];

it.each(DISGUISED)("masks %s, whatever separates its digits", (text) => {
  expect(maskPersonalData(`at ${text} now`)).not.toMatch(/[0-9]/);
});

it.each([
  '"john doe"@example.com',
  "john@[192.0.2.1]",
  "john%40example.com",
  "john\\u0040example.com",
  "john&#64;example.com",
])("masks %s", (text) => {
  expect(maskPersonalData(`mail ${text} now`)).toBe("mail •••@••• now");
});

describe("maskPersonalData", () => {
  it.each(HARMLESS)("keeps %s", (text) => {
    expect(maskPersonalData(text)).toBe(text);
    expect(maskPersonalData(`They agreed on ${text}, and that was it.`)).toBe(
      `They agreed on ${text}, and that was it.`,
    );
  });
});

describe("maskPersonalData", () => {
  it.each(PHONES.map(([country, ...numbers]) => ({ country, numbers })))(
    "masks phone numbers of $country",
    ({ numbers }) => {
      for (const number of numbers) {
        for (const text of [number, `Ring ${number}.`, `${number} on 2026-07-02`, `(${number})`]) {
          const masked = maskPersonalData(text).replace("2026-07-02", "");
          expect(masked).not.toMatch(/\p{Nd}{2}|\p{Nd}\P{Nd}{1,3}\p{Nd}/u);
        }
      }
    },
  );

  it("keeps the few digits of an extension", () => {
    expect(maskPersonalData("555-123-4567 ext. 89")).toBe("•••-•••-•••• ext. 89");
  });
});

describe("maskPersonalData", () => {
  it.each(["01.02.1990 5551234", "2026-07-02 5551234", "1990-01-02-345678", "12.34.5678.90"])(
    "masks %s, which begins like a date",
    (text) => {
      expect(maskPersonalData(text)).not.toMatch(/\p{Nd}{4}$|345678|5678/u);
    },
  );
});

import type { LanguageTexts } from "./language-texts.ts";

export const ENGLISH: LanguageTexts = {
  languageHint: "en",
  names: ["Olivia Hart", "James O’Connor", "Priya Nair", "Zoë Whitfield"],
  phone: "+1 202-555-01##",
  calls: [
    {
      summary:
        "{name} asked for a cleaning appointment. The agent looked up availability, offered {time} and booked it under ticket {ticket}. A confirmation goes to {email}.",
      shortSummary: "{name} booked a cleaning at {time}.",
    },
    {
      summary:
        "The caller reported a double charge on the last invoice and asked to be called back at {phone}. The agent opened ticket {ticket} and promised an answer within two working days.",
      shortSummary: "Double charge reported; callback to {phone} requested.",
    },
    {
      summary:
        "{name} wanted to cancel the subscription. After hearing about the smaller plan the caller decided to keep it for another month. The agent sent the offer to {email} and noted {ticket}.",
      shortSummary: "Cancellation averted, smaller plan offered.",
    },
    {
      summary:
        "The caller could not log in after changing phones. The agent walked through the recovery steps; the second code worked at {time}. No follow-up is needed.",
      shortSummary: "Login recovered with the second code.",
    },
    {
      summary:
        "Wrong number. The caller was looking for a pharmacy and hung up after the agent explained whom they had reached.",
      shortSummary: "Wrong number.",
    },
  ],
};

import type { CallSummary } from "@keyhole/contract";
import { strToU8, Zip, ZipDeflate } from "fflate";
import type { Column } from "./columns.ts";
import { SHEET_END, SHEET_ROWS, STYLES_XML, sheetRow, sheetStart, XML } from "./sheet-xml.ts";

// Libraries for spreadsheets hold all rows at once and write them in one task. Here a page is one task, and what is
// written goes into blobs. The zip is fflate's.

export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export interface Workbook {
  columns: readonly Column[];
  /** The calls, page by page. */
  pages: Iterable<() => Promise<readonly CallSummary[]>>;
  /** IANA name; undefined for the device's own. */
  timeZone: string | undefined;
  isRightToLeft: boolean;
}

/** Writes calls into a workbook (ECMA-376), with a cell of its own type for each value. */
export async function writeXlsx({ columns, pages, timeZone, isRightToLeft }: Workbook): Promise<Blob> {
  const zone = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  const all: readonly Column[] = [...columns, { name: "time_zone", kind: "text", read: () => zone }];
  const archive = new Archive();
  let sheets = 0;
  let row = SHEET_ROWS;
  let sheet: ZipDeflate | null = null;
  const turn = () => {
    sheet?.push(strToU8(SHEET_END), true);
    sheets += 1;
    row = 1;
    sheet = archive.open(`xl/worksheets/sheet${sheets}.xml`);
    sheet.push(strToU8(sheetStart(all, isRightToLeft)));
    return sheet;
  };
  let current = turn();
  for (const read of pages) {
    let xml = "";
    for (const call of await read()) {
      if (row === SHEET_ROWS) {
        current.push(strToU8(xml));
        xml = "";
        current = turn();
      }
      row += 1;
      xml += sheetRow(call, all, row, zone);
    }
    current.push(strToU8(xml));
  }
  current.push(strToU8(SHEET_END), true);
  for (const [name, xml] of Object.entries(partsFor(sheets))) archive.open(name).push(strToU8(xml), true);
  return archive.end();
}

/** A zip whose bytes go into blobs as they come. */
class Archive {
  readonly #bytes: Blob[] = [];
  readonly #zip: Zip;

  constructor() {
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      // Copied, because fflate's type allows shared memory.
      if (bytes.length > 0) this.#bytes.push(new Blob([new Uint8Array(bytes)]));
    });
  }

  open(name: string): ZipDeflate {
    const file = new ZipDeflate(name);
    this.#zip.add(file);
    return file;
  }

  end(): Blob {
    this.#zip.end();
    return new Blob(this.#bytes, { type: XLSX_TYPE });
  }
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The parts of a workbook beside its sheets. */
function partsFor(sheets: number): Record<string, string> {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const each = (write: (number: number) => string) => numbers.map(write).join("");
  const styles = sheets + 1;
  return {
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_ML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_ML}.styles+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SHEET_ML}.worksheet+xml"/>`)}</Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${each((number) => `<sheet name="calls${number > 1 ? ` ${number}` : ""}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId${styles}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES_XML,
  };
}

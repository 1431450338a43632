/** Red, green and blue from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { willReadFrequently: true });

/** The colour that a private property of an element comes to, where the element is. */
export function colourOf(box: Element, name: string): Colour {
  const probe = document.createElement("i");
  probe.style.cssText = `color: var(--_${name})`;
  box.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  if (!context) throw new Error("There is no canvas.");
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  if (alpha !== 255) throw new Error(`--_${name} is no solid colour: ${color}`);
  return [red / 255, green / 255, blue / 255];
}

export function mixed(one: Colour, other: Colour, share: number): Colour {
  const at = (place: 0 | 1 | 2) => one[place] * share + other[place] * (1 - share);
  return [at(0), at(1), at(2)];
}

/** WCAG 2.2, contrast ratio. */
export function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, relative luminance. */
function luminance([red, green, blue]: Colour): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

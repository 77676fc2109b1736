/**
 * A light guess whether a description is English, which is what the models know. A library of n-gram profiles would err on
 * the short, foreign-sounding terms that music is full of ("allegro con brio", "bossa nova"), so this counts everyday words.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const ENGLISH = words(
  'the a an and or of with in on at to from by for is are it its that this there has have no not without but then which while as into after before music song track slow fast sad happy calm voice singing guitar drums strings',
);

/** Function words and everyday words of music that English does not have. */
const OTHERS: Readonly<Record<string, ReadonlySet<string>>> = {
  German: words(
    'der die das und mit ohne ein eine einen einer ist sind nicht kein keine auf für im zum zur von dem den musik lied gesang stimme ruhige ruhiges langsam langsames schnell schnelle klavier gitarre schlagzeug traurig fröhlich',
  ),
  French: words(
    'le la les un une des et avec sans est sont pas dans sur pour du au aux qui que puis une musique chanson voix triste lente lent rapide calme guitare batterie joyeuse',
  ),
  Spanish: words(
    'el la los las un una unos y con sin es son no en por para del al que canción música voz triste lenta lento rápida rápido tranquila guitarra batería alegre',
  ),
  Italian: words(
    'il lo la gli le un una e con senza è sono non nel nella per del della che poi canzone musica voce triste lenta lento veloce calma chitarra batteria allegra',
  ),
  Portuguese: words(
    'o os a as um uma e com sem é são não em no na por para do da que canção música voz triste lenta lento rápida calma violão guitarra bateria alegre',
  ),
  Dutch: words(
    'de het een en met zonder is zijn niet geen op voor in van die dat muziek liedje stem zang rustige langzaam langzame snelle gitaar piano verdrietig vrolijk',
  ),
  Swedish: words(
    'och med utan en ett är inte på för i av som den det musik låt sång röst lugn långsam snabb gitarr trummor sorglig glad',
  ),
  Polish: words(
    'i z bez jest są nie w na do dla który muzyka piosenka głos spokojna wolna szybka gitara perkusja smutna wesoła',
  ),
  Danish: words(
    'og med uden en et er ikke på for i af som den det musik sang stemme rolig langsom hurtig klaver guitar trommer melankolsk trist glad',
  ),
  Norwegian: words('og med uten er ikke på av som det musikk stemme rolig langsom rask gitar trommer melankolsk trist'),
  Finnish: words(
    'ja ilman kanssa ei joka musiikki laulu ääni rauhallinen hidas nopea kitara rummut surullinen iloinen',
  ),
  Hungarian: words('és nélkül egy nem zene dal nyugodt lassú gyors zongora gitár szomorú vidám'),
  Czech: words('bez je jsou na pro který hudba píseň hlas klidná pomalá rychlá klavír kytara bicí smutná veselá'),
  Indonesian: words('dengan tanpa yang untuk tidak lagu musik suara tenang lambat cepat gitar sedih ceria'),
  Turkish: words('ve ile bir bu için değil olan müzik şarkı ses sakin yavaş hızlı gitar davul hüzünlü neşeli'),
};

/** "Without" and "with", which count twice; "sans" is English, too. */
const TELLING = words('ohne senza zonder utan uden uten ilman nélkül bez tanpa dengan için');

/** Letters outside the Latin script from which on a text is not English, as a share of all letters. */
const FOREIGN_LETTERS = 0.3;

/**
 * @returns the language that the text seems to be in when that is not English (`another script` where only the letters tell), or null.
 */
export function findForeignLanguage(text: string): string | null {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = text.match(/\p{Script=Latin}/gu) ?? [];
  if (letters.length && 1 - latin.length / letters.length > FOREIGN_LETTERS) return 'another script';
  const found = [...new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])];
  const english = found.filter((word) => ENGLISH.has(word)).length;
  let best: { language: string; hits: number } | null = null;
  for (const [language, known] of Object.entries(OTHERS)) {
    const own = found.filter((word) => known.has(word));
    const hits = own.length + own.filter((word) => TELLING.has(word)).length;
    if (hits > (best?.hits ?? 0)) best = { language, hits };
  }
  return best && best.hits >= 2 && best.hits > english ? best.language : null;
}

/** What speech recognition makes of the words of our trades; what was written first, then what was meant. */
export const MISHEARD: readonly (readonly [heard: string, meant: string])[] = [
  ['guess meter', 'gas meter'],
  ['guess leak', 'gas leak'],
  ['guess line', 'gas line'],
  ['guess smell', 'gas smell'],
  ['smell guess', 'smell gas'],
  ['smells guess', 'smells gas'],
  ['smell of guess', 'smell of gas'],
  ['smells like guess', 'smells like gas'],
  ['gash leak', 'gas leak'],
  ['gas leek', 'gas leak'],
  ['gas lick', 'gas leak'],
  ['smell gash', 'smell gas'],
  ['rotton', 'rotten'],
  ['rotting egg', 'rotten egg'],
  ['rotting eggs', 'rotten eggs'],
  ['written eggs', 'rotten eggs'],
  ['salt fur', 'sulfur'],
  ['sulphur', 'sulfur'],
  ['see oh two', 'co'],
  ['see o two', 'co'],
  ['c o two', 'co'],
  ['co two', 'co'],
  ['co2', 'co'],
  ['see oh', 'co'],
  ['sea oh', 'co'],
  ['c o', 'co'],
  ['carbon dioxide alarm', 'co alarm'],
  ['carbon dioxide detector', 'co detector'],
  ['car bin monoxide', 'carbon monoxide'],
  ['carbon monoxyde', 'carbon monoxide'],
  ['suage', 'sewage'],
  ['sue itch', 'sewage'],
  ['sewidge', 'sewage'],
  ['brake her', 'breaker'],
  ['braker', 'breaker'],
  ['braker box', 'breaker box'],
  ['breaker bucks', 'breaker box'],
  ['fuse bucks', 'fuse box'],
  ['out let', 'outlet'],
  ['out lets', 'outlets'],
  ['ay see', 'ac'],
  ['a c', 'ac'],
  ['hvac', 'ac'],
  ['h vac', 'ac'],
  ['furnish', 'furnace'],
  ['fernace', 'furnace'],
  ['furnus', 'furnace'],
  ['bass mint', 'basement'],
  ['bursted', 'burst'],
  ['busted pipe', 'burst pipe'],
  ['water heeter', 'water heater'],
  ['hot water tank', 'water heater'],
  ['hot water heater', 'water heater'],
  ['some pump', 'sump pump'],
  ['sum pump', 'sump pump'],
  ['ceding', 'ceiling'],
  ['sealing', 'ceiling'],
  ['smoak', 'smoke'],
  ['spark in', 'sparking'],
  ['guele', 'huele'],
  ['uele', 'huele'],
  ['wele', 'huele'],
  ['gaz', 'gas'],
  ['cosina', 'cocina'],
  ['chispaso', 'chispazo'],
  ['ai fuga', 'hay fuga'],
  ['monoxido de carbon', 'monoxido de carbono'],
];

/** Written together, meant apart. */
export const CONTRACTIONS: Readonly<Record<string, string>> = {
  "won't": 'will not',
  "can't": 'can not',
  cannot: 'can not',
  wont: 'will not',
  cant: 'can not',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  isnt: 'is not',
  arent: 'are not',
  wasnt: 'was not',
  werent: 'were not',
  havent: 'have not',
  hasnt: 'has not',
  wouldnt: 'would not',
  couldnt: 'could not',
  aint: 'is not',
  "ain't": 'is not',
  im: 'i am',
  ive: 'i have',
  theres: 'there is',
  thats: 'that is',
  gonna: 'going to',
  gotta: 'got to',
  del: 'de',
  al: 'a',
};

/** `panel's` is `panel is`, or belongs to the panel; either way the ending may be passed over. */
export const ENDINGS: Readonly<Record<string, string>> = {
  "n't": 'not',
  "'s": 'is',
  "'re": 'are',
  "'ve": 'have',
  "'ll": 'will',
  "'d": 'would',
  "'m": 'am',
};

const fill = (text: string) => text.trim().split(/\s+/);

/** Words a phrase may pass over: "the panel's really kind of hot" is "panel hot". */
export const FILLERS: ReadonlySet<string> = new Set([
  ...fill(`a an the uh um er erm ah hmm oh well is are am was were be been being it its this that these those
    my our his her their your some any very really so just kind kinda sort sorta of bit little pretty quite
    like actually basically literally there still now right maybe probably also even again
    all whole entire currently suddenly always totally definitely`),
  ...fill(`el la los las un una unos unas mi mis su sus nuestro nuestra nuestros nuestras se me le les nos te lo
    es son esta estan estaba estaban estoy estamos hay muy mucho mucha muchos muchas poco poquito como ya aqui
    ahi aca eso ese esa este esto de si pues ahorita ahora bien tan todavia sigue siguen`),
]);

/** Words that tell the language of an utterance. Words of both languages are left out. */
export const TELLING_WORDS = {
  en: new Set(
    fill(`the is are was my our it i we you and not there of in to for with have has do does what when how can
      please need want out on at this that from but they he she your yes yeah hello hi okay fine will`),
  ),
  es: new Set(
    fill(`el la los las un una mi mis su es esta estan hay que de en y con por para pero se lo le tengo tenemos
      quiero necesito si cuanto cuando como donde hola buenas buenos gracias senor senora muy mucho agua casa
      huele ya al del puede pueden vengan favor ahora aqui espanol noches dias tardes codigo cuesta bien`),
  ),
} as const;

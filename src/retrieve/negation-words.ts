/** The English that `splitAvoided` knows: what says no, and what surrounds it. */

/** Words and phrases between bars. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s*\|\s*/));

/** What follows is not wanted. */
export const CUES = words(
  `no|not|never|nor|neither|without|without ever|w/o|sans|minus|nothing|none of|nobody|no one|avoid|avoids|avoiding
  |exclude|excludes|excluding|omit|omits|omitting|leave out|leaving out|lack|lacks|lacking|lack of|a lack of|free of
  |free from|devoid of|absence of|an absence of|void of|instead of|rather than|as opposed to|anything but
  |anything except|anything other than|everything but|everything except|nothing like
  |steer clear of|stay away from|keep away from|i'm tired of|i am tired of|we're tired of|i'm sick of|i am sick of|we hate|they hate|client hates|boss hates
  |dispenses with|dispense with|does without|do without|makes do without|nobody's|no one's|hard no on|a hard no on
  |hardly any|barely any|scarcely any|rarely any|zero|don't think there is|don't think there are|do not think there are|do not think there is
  |is far from|are far from|it's far from|sounds far from|feels far from
  |nothing about it is|nothing about it sounds|nothing about this is|nothing in it is
  |nor is there|nor are there|nor does it|nor do they|nor does the song|nor does the track|nor does the piece|nor does the music|almost no|nearly no|practically no|virtually no|next to no|little to no|little or no
  |i hate|i dislike|can't stand|cannot stand|no more|not any|not even
  |cannot|can't|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|won't|wouldn't|shouldn't|mustn't|couldn't|hasn't|haven't
  |is not|are not|was not|were not|be not|do not|does not|did not|will not|would not|should not|must not|may not
  |can not|could not|has not|have not|is never|are never|should never|must never|can never|may never`,
);

/** Refuse all of a list, whatever joins its members: "avoid rap, reggae and techno". */
export const REFUSALS = words(
  `avoid|avoids|avoiding|exclude|excludes|excluding|omit|omits|omitting|leave out|leaving out|i hate|i dislike|steer clear of
  |stay away from|keep away from|i'm tired of|i am tired of|we're tired of|i'm sick of|i am sick of|we hate|they hate|skip the|skip any|skip all
  |ditch the|ditch any`,
);
/** The same behind a "not". */
export const WISHES = words('want|like|need|let|make|include|wanted|needed|included');
/** Before a refusal that a sentence begins with. */
export const ASKING = words('please|i|we|you|also|and|but|really|just|do');
/** Say no at the head of a clause only: elsewhere the record skips. */
export const HEAD_CUES = words('skip the|skip any|skip all|ditch the|ditch any|lose the|kill the|far from');

/** After these, "and" takes one more word only: they often stand in a list of what is there. */
export const SHORT_CUES = words('no|nothing|minus|except|except for|almost no|nearly no|next to no');

/** Said of an act, so that the words before them are its subject. */
export const VERB_CUES = words(
  `never|not|cannot|can't|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|won't|wouldn't|shouldn't|mustn't|couldn't|hasn't
  |haven't|is not|are not|was not|were not|do not|does not|did not|will not|would not|should not|must not|may not|can not
  |could not|has not|have not|is never|are never|should never|must never|can never|may never`,
);

/** Say, behind a denial, what is there after all; behind "all", what is not. */
export const EXCEPTIONS = words('except|except for|apart from|aside from|other than|besides|save for|but for');
/** "All genres except": what follows is not wanted. */
export const ALL = words('anything|everything|any|all|every|anyone|everyone');
/** "Everyone leaves except the piano": what follows stays. */
export const VANISHING =
  /^(?:stops?|stopped|leaves?|fall(?:s|ing)?|drops?|disappears?|vanish(?:es)?|cuts?|fades?|goes|gone|silent|switched|stripped|stop|rests?|empty|ends?|dies|recedes?|quiet|missing|out|away)$/;

/** End what is avoided. */
export const BREAKS = words(
  `but|yet|though|although|however|while|whereas|because|since|so|then|just|only|instead|with|featuring|plus|unless|except
  |it|they|there|i|we|he|she|even|still|until`,
);

/** After "and", show that something new begins. */
export const NEW_STARTS = words(
  `a|an|the|some|lots|plenty|many|more|lead|its|this|that|these|later|also|has|have|is|are|uses|features|builds|moves|keeps
  |preferably|ideally|maybe|perhaps|stays|remains|goes|plays|starts|ends|gets|becomes|drops|feels|sounds|opens|contains|includes|should|must|please|give`,
);

/** Bind what is avoided to a part of the song, so that it cannot be avoided as a whole. */
export const LOCAL = words(
  `until|till|before|after|yet|anymore|any more|initially|at first|at the start|at the beginning|at the end|at the outset
  |in the intro|in the introduction|in the beginning|in the verse|in the verses|in the chorus|in the choruses
  |in the middle|in the end|in the outro|in the bridge|in the first|in the second|in the last|in the opening|for the first
  |for now|so far|thus far|at this point|for a while|for a moment|for a bit
  |towards the end|toward the end|near the end|during|to begin|to start|later|afterwards|eventually|by the end`,
);

/** Verbs after which a missing thing is missing there only: "begins without drums". */
export const LOCAL_VERBS = words(
  'begin|begins|start|starts|open|opens|end|ends|close|closes|fade|fades|finish|finishes',
);

/** Say that their subject is there. */
export const EXISTENCE = words(
  `come in|comes in|coming in|appear|appears|enter|enters|join|joins|join in|joins in|show up|shows up|kick in|kicks in
  |arrive|arrives|exist|exists|present|heard|audible|included|used|allowed|wanted|needed|welcome|there|come|comes|appearing`,
);

/** Say, after their subject, that it is not there. */
export const ABSENCE = words(
  `nowhere|is nowhere|are nowhere|plays no part|play no part|stays out of|stay out of|absent|missing|is absent|are absent|is missing|are missing
  |excluded|forbidden|not allowed`,
);

/** Stand between a cue and what it denies: "avoid anything with drums", "no song that has drums". */
export const OPENERS = words(
  `anything|everything|something|any|a|an|the|song|songs|track|tracks|music|piece|pieces|kind|sort|type|of|want|like|need
  |with|that|has|have|include`,
);

/** Carry no meaning in front of what is avoided. */
export const LEADING_FILLERS = words(
  `any|anything|a|an|the|too|much|many|very|overly|really|so|that|all|overtly|of|kind|sort|type|hint|trace|sign|single|lot
  |lots|bit|excessively|especially|particularly|terribly|have|has|had|having|feature|features|featuring|contain|contains
  |include|includes|including|use|uses|using|want|wants|need|needs|like|involve|involves|be|being|been|get|gets|getting
  |become|becomes|becoming|sound|sounds|sounding|feel|feels|feeling|seem|seems|turn|turns|turning|go|goes|going|grow
  |grows|make|makes|making|let|keep|it|to|me|us|give|play|after|something|in|any|or|nor|and|ever|even|more|is|are|on|rely|relies|there|this|these|those|songs|song
  |music|tracks|track|anyone|at|as|with|accompanied|backed|supported|by`,
);

/** Carry no meaning behind what is avoided. */
export const TRAILING_FILLERS = words(
  `please|whatsoever|anywhere|throughout|at|all|in|it|the|song|track|piece|music|is|are|be|to|heard|used|present|included
  |allowed|involved|wanted|needed|audible|speak|sight|here|there|thanks|either|ever|or|nor|and|can|should|must|whole|entire|of|playing|this|clip|entirely|altogether|completely`,
);

/** Join what is wanted to what is avoided; they go with it. */
export const JOINTS = words(
  `and|or|but|with|has|have|having|had|it|is|are|was|there|that|which|contains|contain|features|feature|includes|include
  |be|being|a|an|the|of|should|must|please|i|i'd|want|would|like|yet|instead|rather|then|just|so|to|this|these|also|its
  |they|it's|there's|that's|sounds|feels|we|you|though|although|while|do|does|use|uses|using|for|in|completely|totally|entirely`,
);

/** Say nothing about a song by themselves. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
  ...JOINTS,
  ...TRAILING_FILLERS,
  ...words(`song|songs|track|tracks|music|piece|pieces|tune|tunes|something|anything|everything|recording|composition|one
  |some|any|my|our|me|audio|am|i'm|let|make|keep|absolutely|definitely|preferably|find|looking|look|search|show|give|need|on|at|as|by|from`),
]);

/** Fixed names that hold an "and" or an "or". */
export const FIXED_PAIRS =
  /\b(drum|rock|rhythm|call|country|question|trial|hard|verse)\s+(?:and|&|'?n'?)\s+(bass|roll|blues|response|western|answer|error|heavy|chorus)\b/gi;

/** Stand before a noun that may follow later: "male or female vocals". */
export const ADJECTIVES = words(
  `male|female|loud|heavy|fast|slow|acoustic|electric|electronic|distorted|high|low|lead|backing|synthetic|live|programmed
  |spoken|screamed|sung|hard|soft|big|harsh|strong|deep|modern`,
);

/** Words that say by their own ending that something is missing. */
export const COMPOUND =
  /^(?:(?<free>vocals?|voices?|lyrics?|drums?|bass|guitars?|beats?|percussion|distortion|synths?|noise)-free|non-(?<non>(?!stop$|linear$|sense$|western$|traditional$|lexical$|verbal$|musical$|tertian$|diatonic$|human$|professional$|steel$|metallic$|diegetic$)[a-z]+)|(?<less>drum|beat|lyric|vocal|voice)-?less)$/;

/** "Instrumental" says that nobody sings, unless it names a part of a song. */
export const INSTRUMENTAL =
  /(?<!\b(?:intro|introduction|opening|beginning|start|verses?|bridge|middle|break|outro|ending|end|coda|half|part|section)\s+(?:is|are|stays|goes|being)\s+(?:\w+\s+)?)\binstrumentals?\b(?![\s-]+(?:breaks?|sections?|interludes?|intro|introduction|outro|passages?|solos?|bridge|parts?|hook|verses?|chorus|layers?|texture|lines?|color|colour|stretch(?:es)?|tag|run|coda|ending|opening|beginning|middle|follows))/i;
const SINGER = 'voc|voice|sing(?!l|ul)|sung|lyric|rap(?!id|tur)';
/** Already speaks of the voice. */
export const VOICE = new RegExp(String.raw`\b(?:${SINGER}|choir|choral|chant)`, 'i');
/** Tells of a singer, or of somebody who raps. */
export const SINGING = new RegExp(String.raw`\b(?:${SINGER})`, 'i');
/** Names one kind of voice, where others may well be heard: "no rap", "no female vocals". */
export const VOICE_KIND =
  /\b(?:rap|rapp\w+|male|female|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|scream\w*|growl\w*|shout\w*|choirs?|auto-?tun\w*|falsetto|operatic|spoken|whisper\w*)\b/i;

/** What "instrumental" avoids. */
export const UNSUNG = 'singing voice';
/** Somebody sings, so that an "instrumental" is what they sing over: "male vocal singing over a weird instrumental". */
export const SUNG = new RegExp(
  [
    String.raw`\b(?:(?:fe)?male|(?:wo)?m[ae]n['’]s|children['’]s)\s+(?:[\w-]+\s+){0,2}?(?:voices?|vocals?|singers?|vocalists?|rappers?|choir|vocali[sz]ations?)\b`,
    String.raw`\b(?:vocals?|singers?|rappers?|vocalists?|choir|voices?)\s+(?:(?:is|are)\s+)?(?:singing|rapping|sings?|raps?)\b`,
    String.raw`\b(?:singing|rapping)\s+(?:[\w-]+\s+){0,3}?(?:over|along)\b|\bsung\s+by\b|\b(?:up\s+front|one\s+notes|sings:)\s+a\s+singing\s+voice\b`,
    String.raw`\b(?:lead|main|backing|background)\s+vocals?\b|\bvocal\s+(?:riff|melod(?:y|ies)|harmon(?:y|ies)|line)s?\b|\bvocali[sz]ations?\b`,
  ].join('|'),
  'i',
);

/** "Only nobody does" leaves a word that names nothing. */
export const HOLLOW =
  /^(?:does|do|did|done|would|will|could|can|should|may|might|must|about|out|off|up|down|ever|quite|too|so|this|that|them|us|one|else|last|stay|stays|sit|sits|would be|will be|ought|ought to|ought to be)$/i;

/**
 * What is said of the recording, of how plainly somebody plays, or of what can be made out, as people who tag music write: nothing in the song is
 * denied, and the sentence stays as it is. "The audio quality is not the best", "sounds that do not belong to the song".
 */
export const JUDGED = new RegExp(
  `^(?:(?:really|very|too|quite|immediately|easily|perfectly|still|well|clearly|all|that|so) )*(?:${[
    '(?:great|good|best|perfect|clear|clearly|clean|distinct|professional|nice|bad|high|low)(?:[ -](?:sound|audio|recording))?(?:[ -]?quality| recording)?$',
    '(?:high |very )?professional(?:ly)? (?:recording|production|mix|mixed|recorded|produced|mastered)',
    'clear(?:ly)? (?:due|as|because|to|if|heard|audible|distinguishable|discernible|visible)',
    '(?:distinguish|identif|discern|recogni[sz]|intelligi|understand|notice|audib)[a-z]*',
    '(?:sure|certain|worth|labell?ed|considered|categori[sz]ed|possible|known)\\b',
    '(?:a )?part(?: of|$)|belong(?:s|ing)?(?: to|$)',
    '(?:in )?(?:perfectly )?(?:in )?(?:tune|sync|time|key)(?: with|$)',
    '(?:intro|introduction|outro|coda|bridge|refrain|chorus|choruses|verse|verses)$',
    'sung live$|actual(?: song| music)?$|(?:musical )?composition$',
    '(?:any |much |many |big |major |the )*(?:flourish|embellish|ornament|paus|interrupt|variation|chang)[a-z]*(?:$| (?:of|in|along)\\b)',
    '(?:any |some |much |the )*(?:low|lower|high|higher|bass|mid|treble)(?:[ -](?:end|range))? frequencies',
  ].join('|')})`,
  'i',
);
/** What cannot be heard because of the recording; voices and drums that cannot are not there. */
export const UNNAMED =
  /^(?:(?:the|any|some|many|most|all|other|backing|accompanying|rest|of|sounds?|voices?) )*(?:musical )?(?:instruments?|tunes?|notes|details|melody|words)$/i;

/** Who has reasons; what is told of the music describes it: "since the strings carry on". */
const WHO =
  '(?:we|i|you|they|people|someone|somebody|students|viewers|listeners|guests|my|our|the (?:client|director|scene|film|video|narrator|audience|boss|speaker|guests|game))';
/** Why something is not wanted, behind a denial. */
export const REASON = new RegExp(
  [
    String.raw`^(?:because|since|as|so|so that) (?:there (?:is|will be)|it(?:'s| is) for|${WHO})\b`,
    String.raw`^${WHO} (?:can|could|need to|have to|must|will|want to) (?!hear\b)`,
    String.raw`^(?:we|there|i) (?:already )?(?:have|has|is|are|will be|got)\b.*\b(?:dialogue|dialog|narration|narrator|voice-?overs?|speech|talking|speaker|speaking)\b`,
    String.raw`^(?:dialogue|dialog|narration|voice-?over|people talking|people will talk)\b`,
  ].join('|'),
);

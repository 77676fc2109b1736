"""Sentence forms of training captions (grammar.py says how to read them). Held-back captions use none of these.

Slots: genre, noun, moods, mood, tempo, bpm, key, the / some / bare (instruments), others, when, part, span, use, metre, length.
"""
GENRE = [
    '(This is|Here we have|It is|We hear|The recording is|You are listening to) a {mood} {noun} of {genre}',
    '(This|The) (song|track|piece|music) (is|can be described as|falls under|belongs to) {genre}(, {moods} in mood|)',
    'a {moods} {genre} {noun}', '{genre}(, instrumental|), {moods}', '(An instrumental|A purely instrumental) {genre} {noun} (with a {moods} (feel|mood|character)|that feels {moods})',
    'The (genre|style) (is|here is|would be) {genre}', '(A|This) {genre} {noun} (sets|has|keeps) a {moods} (mood|tone|atmosphere)', '(In|Played in) the style of {genre}, this {noun} (is|sounds|feels) {moods}',
    '(Fans|Lovers|Listeners) of {genre} will feel at home (in this {noun}|here)', 'What (plays|we hear) (here |)is {genre}(, and it is {moods}|)', 'A {noun} (rooted in|typical of|clearly from the world of) {genre}']
MOOD = [
    '(The mood|The overall mood|Its mood|The atmosphere) is {moods}', 'It (feels|sounds|comes over as) {moods}(| throughout| from start to finish)', '(There is|It carries) (a|an unmistakably) {mood} (feeling|quality|spirit)( to it|)',
    '(All in all|Overall|On the whole), the {noun} (is|sounds|remains) {moods}', 'The {noun} (gives off|conveys|creates) a {moods} (feeling|vibe|atmosphere)', '{moods} (in mood|in character|in tone)',
    '(Emotionally|In feeling) it is {moods}', 'One would call (it|this|the music) {moods}', 'The (emotion|feeling) (in|of) the music is {mood}(, and never far from that|)']
TEMPO = [
    'The (tempo|pace|speed) is {tempo}', 'It moves at a {tempo} (tempo|pace)', 'A {tempo} (tempo|pace|beat) (carries it|keeps it going|drives the {noun})', '(The beat is|The rhythm is|It is played at a) {tempo} (speed|one)',
    'The {noun} is {tempo}, (at|with) (about|around|roughly) {bpm} (BPM|beats per minute)', '(At|Around) {bpm} BPM, (it is {tempo}|the pace is {tempo}|it keeps a {tempo} pace)', 'The tempo is (around |about |){bpm} beats per minute',
    '{tempo}, (about |around |){bpm} BPM', 'Its pulse is {tempo}', 'It is a {tempo} {noun}', 'The {tempo} tempo (never changes|is kept throughout|stays steady)']
KEY = ['The key is {key}', '(It is|The {noun} is|The music is) in {key}', '(Written|Played|Set) in {key}', 'The harmony (centres|rests|is built) on {key}', 'Its tonality is {key}', '(All of it|Everything) stays in {key}']
METRE = ['It (is in|moves in|has a) {metre}', 'The {noun} is played in {metre}', '{metre} gives it its (sway|lilt|gait)', 'The rhythm is a {metre}']
CAST = [
    '(The instruments are|The arrangement uses|The line-up is|It is scored for|The ensemble consists of) {bare}', 'It is (played on|performed with|built from|made of) {bare}', '(You|We|One) (can hear|hear|will hear) {some}( in it|)',
    '(The {noun}|The arrangement|This song|This {noun}) features {some}', '{the} ~make up the (sound|arrangement|band)', 'Throughout the {noun}, {the} ~be used', '(Instrumentation|Instruments): {bare}', 'A {noun} (for|with) {bare}',
    'The sound is (shaped|coloured|made) by {the}', 'Heard over its course: {bare}', '{the} ~do all the (work|playing)', 'The song contains {bare}', '{the} ~be part of (it|the arrangement|the mix)', 'Its (timbres|colours) come from {bare}']
STEADY = ['{the} ~play (throughout|all the way through|from beginning to end|the whole time)', '{the} never ~pause', '{the} ~be (heard|present|there) (in every section|from start to end|for the entire {noun})', 'At no point ~do {the} stop',
          '(The constant is|One constant:|Always there:) {the}', 'From the first bar to the last, {the} ~carry on']
VOICELESS = ['There are no (vocals|voices|singers)( in this {noun}|)', '(It is|The {noun} is|The whole piece is) (purely |entirely |)instrumental', '(Nobody sings|No one sings)( in it|)', 'The {noun} (has|comes with) no (vocals|singing)',
             '(It is an|This is an) instrumental( song| track| piece|)', 'It (works|gets by|does) without (vocals|singing|a singer)', '(No vocals|No singing|Instrumental)']
USE = ['(It|This {noun}|This) (could|might|may) (play|be playing|be heard) (in|at) {use}', '(One can|You can|It is easy to) (imagine|picture) it (in|at) {use}', '(Good|Suitable|Fitting|Well suited) for {use}', 'It would (fit|suit|go well with) {use}',
       '(It brings to mind|It makes one think of|It recalls) {use}', 'Music for {use}']
RANGE = {
    'wide': ['The (dynamics|levels) (vary|change|swing) (a lot|widely|between soft and loud)', '(Quiet and loud|Soft and powerful) (passages|sections|parts) (alternate|take turns)', 'There is a (strong|clear|marked) contrast between (quiet|soft|thin) and (loud|full|dense) (parts|sections)'],
    'narrow': ['The (volume|level|intensity) (stays|remains) (about |)the same (throughout|all the way)', 'It (keeps|holds) (an even|a constant|one) (level|intensity) (from start to finish|throughout)', '(Dynamically|In loudness), (it|the {noun}) (hardly|barely) changes']}
LENGTH = ['It (lasts|runs|goes on) for (about|around|roughly) {length}', '(About|Roughly) {length} long', 'The {noun} is {length} long', 'After {length} it is over']

OPEN_SOLO = ['The (song|track|piece|music) (opens|starts|begins) with {some} (alone|on (its|their) own|and nothing else|unaccompanied)', '(At first|At the start|In the beginning|To begin with), only {the} ~play', 'It (opens|starts|begins) with solo {bare}',
             '{the} ~begin (alone|unaccompanied)', 'A solo {bare} (intro|opening) (starts|sets) (things off|the scene)', '(For the first {n} seconds|During the opening {n} seconds) (you hear|we hear|there is) (nothing but|just|only) {the}',
             '(The opening belongs to|The first bars belong to|The stage belongs first to) {the}( alone|)', '(Starting|Beginning) with {some} (by itself|alone), the {noun} (takes its time|unfolds slowly|begins sparsely)']
OPEN = ['(It|The song|The track|The piece|The music|The {noun}) (opens|starts|begins|kicks off) with {some}', '(At first|At the start|In the beginning|To start with|From the first bar), {the} ~play', 'The {part} (features|has|consists of|is played by) {bare}',
        '(The opening|The beginning|The start) (has|features|presents|is given to) {the}', '{the} ~be there from the (start|first second|very beginning)', '{some} ~open the {noun}', '(First|First of all|In the {part}) we hear {bare}', 'Right from the start {the} ~set the (tone|scene|pace)',
        'The {noun} is (introduced|led in) by {the}']
ENTER = ['{when}(,|) {the} ~enter', '{when}, {the} ~come in', '{the} ~join (in |){when}', '{when}, {some} ~be added( to the mix| to the arrangement|)', '{the} ~appear {when}', '{when}, {the} ~start playing', '{when} (we|you) (begin to hear|hear for the first time|hear) {the}',
         '{when}(,|) the arrangement (grows|widens|fills out) (with|as) {the}(| arriving| coming in)', '{when}, in ~come {the}', '{the} ~make (their|an) entrance {when}', '{when}, {the} ~set in', '{others} ~be joined by {the} {when}', '{when}, {the} ~kick in', 'The (texture|sound) (thickens|gets fuller) {when}, when {the} ~enter',
         '{the} ~be introduced {when}']
ENTER_PART = ['The {part} (starts|begins|arrives) {when} (and brings|with|, bringing in) {the}', '{when}(,|) the {part} (begins|sets in|follows), (adding|with the addition of|and with it ~come) {the}', 'In the {part} {when}, {the} ~enter', '(For|With) the {part} {when}, {the} ~come in',
              '{when}, {the} ~lead into the {part}', 'The {part}, {when}, (adds|introduces|brings) {some}', '{when}, the {part} (opens up|expands|lifts) with {some}']
RETURN = ['{when}, {the} ~come back', '{the} ~return {when}', '{when}, {the} ~be back', '{when}(,|) {the} ~rejoin( the others|)', '{the} ~resume {when}', '{when}, (we|you) hear {the} again', '{the} ~re-enter {when}']
RETURN_PART = ['The {part} {when} (brings back|returns with|sees the return of) {the}', '{when}, the {part} (comes|begins) and {the} ~be back', 'With the {part} {when}, {the} ~return']
LEAVE = ['{when}, {the} ~drop out', '{the} ~stop {when}', '{the} ~fall silent {when}', '{when}, {the} ~leave( the mix|)', '{when}, {the} ~disappear(, leaving {others}|)', '{the} ~be gone {when}', '{when} the (arrangement|texture) (thins out|gets thinner): {the} ~stop', '{when}, the music continues without {the}',
         '{when}, only {others} ~remain', '{the} ~bow out {when}', '{when}, {the} ~be taken away']
LEAVE_PART = ['The {part} {when} (does without|drops|leaves out) {the}', '{when}, (in|for|during) the {part}, {the} ~drop out', 'In the {part}, {when}, only {others} ~be left', 'For the {part} {when} the (arrangement|music) (is reduced|shrinks|comes down) to {others}']
ALONE = ['{when}, {the} ~play (alone|unaccompanied|on (its|their) own)', '{when}, everything (stops|drops out|falls away) (except|but) {the}', '{when}, (nothing but|only|just) {the} can be heard', '{the} ~be left alone {when}', '{when} (there is|comes) a (passage|moment|stretch) for {bare} (alone|only)',
         '{when}, all (other instruments|the others) (cut out|rest|stop), leaving {the}', 'A (solo|lone) {bare} passage (comes|follows) {when}']
SWAP = ['{when}, {the} ~replace {others}', '{when}, {others} (give way|make room) (to|for) {the}', '{when}, {the} ~take over from {others}', '{the} ~come in {when} while {others} (stop|drop out|go silent)', 'Instead of {others}, {the} ~be heard {when}', '{when}, (a change of colour|a shift|a new scene): {the} instead of {others}']
SAME = ['{when}, (a|another|the next) {part} (follows|begins|starts)( with the same instruments| in the same manner|)', 'The {part} (starts|begins|comes|follows) {when}', '{when} (we move|we go|the music moves|the music goes) (into|on to) the {part}', 'Then comes the {part}(, {span}|)', 'The {part} (runs|lasts|goes) {span}( with {bare}|)',
        '{when}, the {part}: {bare}', 'In the {part} {when}, {the} ~go on( as before|)', 'During the {part} ({when}, |){the} ~keep (playing|going)', 'The {part} (is carried|is played) by {the}']
LOUDER = ['{when}, the music (becomes|gets|grows) (much |noticeably |)(louder|more intense|more powerful)', 'The {part} {when} is (louder|fuller|bigger|more powerful)( than what came before|)', '{when}, the (energy|volume|intensity) (rises|goes up|jumps)', 'It (swells|builds up|surges) {when}', '{when}, the (song|piece|music) (lifts|takes off|gains power)']
QUIETER = ['{when}, the music (becomes|gets|grows) (much |noticeably |)(quieter|softer|calmer)', 'The {part} {when} is (quieter|softer|more subdued|gentler)( than what came before|)', '{when}, the (energy|volume|intensity) (drops|falls|goes down)', 'It (calms down|quietens|dies down) {when}', '{when}, things (settle|become still|slow in energy)']
LOUDEST = ['The loudest (part|moment|passage) (comes|is reached) {when}', '{when} the music (reaches its peak|is at its loudest|peaks|comes to its climax)', 'The {part} {when} is the (high point|climax|peak)( of the {noun}|)']
QUIETEST = ['The quietest (part|moment|passage) (comes|lies) {when}', '{when} the music is at its (quietest|softest)', 'The calmest stretch is the {part} {when}']
END = {
    'fade': ['(At the end|Finally|In the {part}) the music (fades out|fades away|slowly fades to silence)', 'It (ends|closes|finishes) with a (long |slow |)fade( out|-out|)', 'The {part} (fades|dies away)', 'A fade-out (ends|closes) the {noun}'],
    'alone': ['(It|The {noun}|The song|The music) (ends|closes|finishes|concludes) with {some} (alone|on (its|their) own|by itself)', '(At the end|In the end|Finally|Last of all), only {the} ~remain', 'The (last|final|closing) (seconds|bars|notes) belong to {the}( alone|)', '{the} ~have the last word', 'A solo {bare} (ending|outro) (brings it to a close|finishes the {noun})'],
    'cast': ['(It|The {noun}|The song|The music) (ends|closes|finishes|concludes) with {bare}', '(At the end|In the end|Finally|To close|In the {part}), {the} ~play', 'The (ending|outro|close|final section) (features|has|is played by) {bare}', '{the} ~bring the {noun} to (an end|a close)']}

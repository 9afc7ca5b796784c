using System.Collections.Frozen;
using System.Text;

namespace CasesGraph.Data;

/// <summary>
/// Small Latin letters that no decomposition takes apart and that people write without their stroke, hook or ligature:
/// the letters behind each line's first word are searched as that word. Made from the names that Unicode gives them
/// ("LATIN SMALL LETTER O WITH STROKE"); those with other names, such as ß and þ, as ASCII folding usually has them.
/// </summary>
internal static class FoldedLetters
{
    private const string Table = """
        a ɐɑɒəɚᴀᶏᶐᶕⱥ
        aa ꜳ
        ae æᴁᴂ
        ao ꜵ
        au ꜷ
        av ꜹꜻ
        ay ꜽ
        b ƀƃɓʙᴃᵬᶀꞗ
        c ƈȼɕᴄↄꜿꞓꞔ𝼝
        d ðđƌȡɖɗᴅᴆᵭᶁᶑẟꝺꟈ
        db ȸ
        dz ʣʤʥꭦ
        e ǝɇɘɛɜɝɞʚᴇᴈᶒᶓᶔⱸⱻꬲꬳꬴ
        et ꝫ
        f ƒᵮᶂꜰꝼꞙ
        g ǥɠɡɢɣʛᵷᵹᶃꝿꞡꟑꬶ𝼁𝼂
        h ħɥɦʜʮʯⱨⱶꞕꟶ
        hv ƕ
        i ıɨɩɪᴉᵻᶖ𝼚
        is ꝭ
        j ȷɉɟʄʝᴊ
        k ƙʞᴋᶄⱪꝁꝃꝅꞣ𝼃𝼐
        l łƚȴɫɬɭʟᴌᶅⱡꝇꝉꞁꞎꬷꬸꬹ𝼄𝼑𝼓
        ll ỻ
        ls ʪ
        lz ʫ
        m ɯɰɱᴍᴟᵯᶆꟺꬺ
        n ŋƞȵɲɳɴᴎᵰᶇꞑꞥꬻꬼ
        o øɔɵᴏᴐᴑᴒᴓᴖᴗᶗⱺꝋꝍꬽꬾꬿ𝼛
        oe œɶᴔꭁꭂꭢ
        oi ƣ
        oo ꝏ
        ou ȣᴕ
        p ƥᴘᵱᵽᶈꝑꝓꝕ
        q ĸɋʠꝗꝙꞯ
        qp ȹ
        r ɍɹɺɻɼɽɾɿʀʁᴙᴚᵲᵳᶉⱹꝛꞃꞧꭅꭆꭇꭈꭉꭊꭋꭌꭨ𝼈𝼕𝼖
        s ȿʂʃʆᵴᶊᶋᶘẜẝꜱꞅꞩꟊ𝼞
        ss ß
        t ŧƫƭȶʇʈᴛᵵⱦꞇ𝼉𝼍
        tc ʨ
        th þᵺꝥꝧ
        ts ʦʧꭧ
        tz ꜩ
        u ʉʊᴜᴝᵾᶙꞹꭎꭏꭒ
        ue ᵫ
        ui ꭐꭑ
        um ꝸ
        uo ꭣ
        v ʋʌᴠᶌỽⱱⱴꝟ
        vy ꝡ
        w ƿʍᴡⱳ
        x ᶍꭖꭗꭘꭙ
        y ƴɏʎʏỿꭚ𝼆
        z ƶȝȥɀʐʑʒʓᴢᴣᵶᶎᶚⱬꝣ
        """;

    public static FrozenDictionary<Rune, string> All { get; } =
        Table
            .Split('\n')
            .Select(line => line.Trim().Split(' '))
            .SelectMany(line => line[1].EnumerateRunes().Select(letter => (letter, line[0])))
            .ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);
}

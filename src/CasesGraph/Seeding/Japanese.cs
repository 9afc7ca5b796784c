using static CasesGraph.Seeding.DemoTexts;

namespace CasesGraph.Seeding;

internal static class Japanese
{
    public static DemoTexts Texts { get; } =
        new()
        {
            Topics = [JapaneseTopics.SignIn, JapaneseTopics.Slowness, JapaneseTopics.Invoices],
            Notes =
            [
                "お客様に電話しましたが不在でした。",
                "検証環境のバージョン{n}で再現しました。",
                "開発チームに調査を依頼済み。",
                "ログに{code}が{n}回記録されています。",
            ],
            Rejections = ["契約の対象外です。", "仕様どおりの動作です。", "三度の連絡に返信がありませんでした。"],
            Areas = ["レポート", "請求書", "カレンダー", "連絡先", "添付ファイル", "ダッシュボード", "検索", "通知"],
            FirstNames = Name.List(
                "太郎/taro 花子/hanako 健一/kenichi 美咲/misaki 翔太/shota 直樹/naoki 陽子/yoko さくら/sakura 大輔/daisuke 由美/yumi"
            ),
            LastNames = Name.List(
                "佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato"
            ),
            Companies = Name.List(
                "桜井/sakurai 富士見/fujimi 東都/toto 青葉/aoba 北斗/hokuto 瀬戸内/setouchi 朝日野/asahino みなと/minato"
            ),
            Cities = Name.List("東京/tokyo 大阪/osaka 名古屋/nagoya 札幌/sapporo 福岡/fukuoka 京都/kyoto 仙台/sendai"),
            CompanyForms =
            [
                "株式会社{company}商事",
                "{company}製作所",
                "{company}運輸{city}支店",
                "{company}食品株式会社",
                "医療法人{company}会",
                "{city}{company}電機",
            ],
            Industries = ["製造", "運輸", "食品", "医療", "小売"],
            Titles = ["情報システム部長", "総務担当", "営業課長", "経理担当"],
            Country = "co.jp",
            PhonePrefix = "+81 3",
        };
}

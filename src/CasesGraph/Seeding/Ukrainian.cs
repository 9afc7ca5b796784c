using static CasesGraph.Seeding.DemoTexts;

namespace CasesGraph.Seeding;

internal static class Ukrainian
{
    public static DemoTexts Texts { get; } =
        new()
        {
            Topics = [UkrainianTopics.SignIn, UkrainianTopics.Slowness, UkrainianTopics.Invoices],
            Notes =
            [
                "Телефонував клієнтові, ніхто не відповів.",
                "Відтворено на тестовій системі, версія {n}.",
                "Чекаємо на відповідь розробників.",
                "У журналі {code} **{n} разів** від понеділка.",
            ],
            Rejections =
            [
                "Не передбачено договором.",
                "Так і має працювати.",
                "Немає відповіді після трьох нагадувань.",
            ],
            Areas = ["звіти", "рахунки", "календар", "контакти", "вкладення", "пошук", "сповіщення"],
            FirstNames = Name.List(
                "Олена/olena Андрій/andrii Наталія/nataliia Сергій/serhii Ірина/iryna Юрій/yurii Оксана/oksana Дмитро/dmytro Їжак/yizhak Софія/sofiia"
            ),
            LastNames = Name.List(
                "Шевченко/shevchenko Коваленко/kovalenko Бондаренко/bondarenko Ткаченко/tkachenko Кравчук/kravchuk Мельник/melnyk Поліщук/polishchuk Гончар/honchar Лисенко/lysenko"
            ),
            Companies = Name.List(
                "Дніпро/dnipro Карпати/karpaty Світанок/svitanok Зоря/zoria Чумак/chumak Полісся/polissia Явір/yavir"
            ),
            Cities = Name.List("Київ/kyiv Львів/lviv Одеса/odesa Харків/kharkiv Чернівці/chernivtsi Вінниця/vinnytsia"),
            CompanyForms =
            [
                "ТОВ «{company}»",
                "{company} Логістика, {city}",
                "Аптека «{company}»",
                "{company} Енерго",
                "Фабрика «{company}», {city}",
            ],
            Industries = ["Логістика", "Торгівля", "Енергетика", "Медицина"],
            Titles = ["Керівник ІТ", "Бухгалтерка", "Менеджер", "Директорка"],
            Country = "com.ua",
            PhonePrefix = "+380 44",
        };
}

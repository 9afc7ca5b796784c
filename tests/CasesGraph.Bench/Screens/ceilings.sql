-- lists: a case
SELECT "Number", "Subject", "Status", "Priority", "Type", "CreatedAt", "UpdatedAt" FROM "Case" WHERE "Number" = @number

-- lists: default
SELECT c."Number", c."Subject", c."Status", c."Priority", c."Type", c."Source", c."CreatedAt", c."UpdatedAt", a."Name", u."FullName"
FROM "Case" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."AssignedToId"
WHERE c."DeletedAt" IS NULL ORDER BY c."Number" DESC LIMIT 50

-- lists: newest update first
SELECT c."Number", c."Subject", c."Status", c."Priority", c."Type", c."Source", c."CreatedAt", c."UpdatedAt", a."Name", u."FullName"
FROM "Case" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."AssignedToId"
WHERE c."DeletedAt" IS NULL ORDER BY c."UpdatedAt" DESC, c."Number" DESC LIMIT 50

-- lists: open, newest update first
SELECT "Number", "Subject", "Status", "Priority", "UpdatedAt" FROM "Case"
WHERE "DeletedAt" IS NULL AND "State" = 0 ORDER BY "UpdatedAt" DESC, "Number" DESC LIMIT 50

-- lists: status and priority
SELECT c."Number", c."Subject", c."Status", c."Priority", c."Type", c."Source", c."CreatedAt", c."UpdatedAt", a."Name", u."FullName"
FROM "Case" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."AssignedToId"
WHERE c."DeletedAt" IS NULL AND c."Status" = 1 AND c."Priority" = 0 ORDER BY c."UpdatedAt" DESC, c."Number" DESC LIMIT 50

-- lists: three statuses
SELECT "Number", "Subject", "Status", "Priority", "UpdatedAt" FROM "Case"
WHERE "DeletedAt" IS NULL AND "Status" IN (0, 1, 2) ORDER BY "UpdatedAt" DESC, "Number" DESC LIMIT 50

-- lists: created in a week, by creation
SELECT "Number", "Subject", "Status", "Priority", "UpdatedAt" FROM "Case"
WHERE "DeletedAt" IS NULL AND "CreatedAt" >= @fromKey AND "CreatedAt" < @toKey ORDER BY "CreatedAt" DESC, "Number" DESC LIMIT 50

-- queues: waiting customers, longest first
SELECT c."Number", c."Subject", c."WaitingSince", a."Name"
FROM "Case" c LEFT JOIN "Account" a ON a."Id" = c."AccountId"
WHERE c."DeletedAt" IS NULL AND c."State" = 0 AND c."WaitingSince" IS NOT NULL ORDER BY c."WaitingSince", c."Number" LIMIT 50

-- orders: by subject
SELECT c."Number", c."Subject", c."Status", c."Priority", c."Type", c."Source", c."CreatedAt", c."UpdatedAt", a."Name", u."FullName"
FROM "Case" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."AssignedToId"
WHERE c."DeletedAt" IS NULL ORDER BY c."Subject", c."Number" LIMIT 50

-- orders: open by priority, newest update
SELECT c."Number", c."Subject", c."Status", c."Priority", c."Type", c."Source", c."CreatedAt", c."UpdatedAt", a."Name", u."FullName"
FROM "Case" c LEFT JOIN "Account" a ON a."Id" = c."AccountId" LEFT JOIN "User" u ON u."Id" = c."AssignedToId"
WHERE c."DeletedAt" IS NULL AND c."State" = 0 ORDER BY c."Priority", c."UpdatedAt" DESC, c."Number" DESC LIMIT 50

-- counts: all
SELECT COUNT(*) FROM "Case" WHERE "DeletedAt" IS NULL

-- counts: closed
SELECT COUNT(*) FROM "Case" WHERE "DeletedAt" IS NULL AND "State" = 1

-- counts: of a type
SELECT COUNT(*) FROM "Case" WHERE "DeletedAt" IS NULL AND "Type" = 1

-- counts: status and priority
SELECT COUNT(*) FROM "Case" WHERE "DeletedAt" IS NULL AND "Status" = 1 AND "Priority" = 0

.class public Lcom/example/shop/PricesPatch;
.super Ljava/lang/Object;

.field originClass:Lcom/example/shop/Prices;

.method public constructor <init>(Ljava/lang/Object;)V
    .registers 3
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    check-cast p1, Lcom/example/shop/Prices;
    iput-object p1, p0, Lcom/example/shop/PricesPatch;->originClass:Lcom/example/shop/Prices;
    return-void
.end method

.method public total(II)I
    .registers 5
    mul-int/2addr p1, p2
    const/4 v0, 0x0
    invoke-static {v0, p1}, Ljava/lang/Math;->max(II)I
    move-result v0
    return v0
.end method

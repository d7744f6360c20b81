.class public Lcom/example/shop/MainActivity;
.super Landroid/app/Activity;

.field public static changeQuickRedirect:Lcom/alipay/instantrun/ChangeQuickRedirect;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method protected onCreate(Landroid/os/Bundle;)V
    .registers 5
    invoke-super {p0, p1}, Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V
    new-instance v0, Lcom/example/shop/Prices;
    invoke-direct {v0}, Lcom/example/shop/Prices;-><init>()V
    const/16 v1, 0x4e2
    const/4 v2, 0x3
    invoke-virtual {v0, v1, v2}, Lcom/example/shop/Prices;->total(II)I
    return-void
.end method
